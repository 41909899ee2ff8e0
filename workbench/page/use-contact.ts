import type { ContactRecord } from './api.ts'
import { ask } from './ask.ts'
import { useLive, type Live } from './use-live.ts'

/** The record with its timeline, read again whenever something was logged on it. */
export function useContact(id: string): Live<ContactRecord> {
  return useLive(id, (contact, signal) => ask('GET /workbench/contacts/:id', { id: contact }, undefined, signal), [
    'timeline',
  ])
}

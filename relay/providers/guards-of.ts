import { IsObject, type TObject } from 'typebox'
import type { Provider } from './provider.ts'

/** The settings of a line that prove its provider to us, by name: whoever guesses one may say anything in the provider's name. */
export function guardsOf(provider: Pick<Provider, 'settings'>, settings: unknown): [name: string, secret: string][] {
  return within(provider.settings, settings)
}

function within(schema: TObject, settings: unknown): [string, string][] {
  if (typeof settings !== 'object' || settings === null) return []
  return Object.entries(settings).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    const member = schema.properties[name]
    if (member === undefined) return []
    if ('guards' in member && member.guards === true) return typeof value === 'string' ? [[name, value]] : []
    return IsObject(member) ? within(member, value) : []
  })
}

import { setTimeout as wait } from 'node:timers/promises'
import { signHubSpotRequest } from '../../relay/hubspot/signature.ts'
import { blockDuration } from './block-duration.ts'
import { executionRequest } from './execution-request.ts'
import type { HubSpot } from './hubspot.ts'
import { objectTypeNamed } from './object-types.ts'
import { actionInputs, type ActionInput, type WorkflowActionConfig } from './workflow-action.ts'
import { deliveryAddress, postExecution, type Delivery } from './workflow-delivery.ts'

export interface Attempt {
  at: string
  /** HTTP status; 0 when there was no answer. */
  status: number
  problem: string | null
}

/** One contact's way through the action; plain JSON. */
export interface Enrolment {
  callbackId: string
  contactId: string
  startedAt: string
  inputFields: Record<string, string>
  /** The bytes every attempt carries, and the public address they are signed for. */
  request: { url: string; body: string }
  /** `running` includes waiting for the next attempt; `blocked` waits for the completion call or its expiry. */
  state: 'running' | 'blocked' | 'succeeded' | 'failed'
  /** The workflow goes on to its next step, which it also does after FAIL_CONTINUE and an expired block. */
  continued: boolean
  outputFields: Record<string, string>
  attempts: Attempt[]
  blockedUntil: string | null
}

export interface WorkflowOptions {
  hubspot: HubSpot
  portalId: number
  /** The app's client secret, which signs every request. */
  clientSecret: string
  workflowId?: number
  actionDefinitionId?: number
  /** Where a public origin is reached, as through a tunnel: `{ 'https://relay.example': 'http://127.0.0.1:8080' }`. */
  deliverTo?: Readonly<Record<string, string>>
  /** Also sends the v3 headers; documented is v2 alone. */
  alsoV3?: boolean
  /** Posts every execution this many times at once, as a retry after a lost answer would. Default 1. */
  copies?: number
  /** First delay after a 5xx, in milliseconds; it doubles. HubSpot's own are not published. Default a minute. */
  firstDelay?: number
  /** How long retries go on, in milliseconds. HubSpot: three days. */
  giveUpAfter?: number
  /** Milliseconds until a request counts as unanswered. Default 30 s, as for workflow webhooks. */
  timeout?: number
  /** A `history()` of before a restart; what was under way goes on. */
  history?: readonly Enrolment[]
  now?: () => Date
  fetch?: typeof fetch
}

export interface Workflow {
  /** Sends a contact into the action; throws what the workflow editor would refuse. */
  enrol(contactId: string, action: WorkflowActionConfig, inputs: Readonly<Record<string, ActionInput>>): Enrolment
  /** Resolves when the enrolment has succeeded or failed, or the engine closed. */
  settled(enrolment: Enrolment): Promise<Enrolment>
  /** Newest first; at most 500. */
  history(): readonly Enrolment[]
  /** Called with every change of an enrolment; gives the function that ends this. */
  onChange(listener: (enrolment: Enrolment) => void): () => void
  /** Stops retrying; resolves when no request is under way. */
  close(): Promise<void>
}

const contacts = objectTypeNamed('contacts')
const remembered = 500
/** The longest a timer can wait. */
const longestTimer = 2 ** 31 - 1

/** Waits, or stops waiting when the signal aborts. */
async function pause(delay: number, signal: AbortSignal): Promise<void> {
  await wait(Math.min(delay, longestTimer), undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
}

/**
 * Runs a custom workflow action as HubSpot does: signed, 2xx done, 4xx failed for good except 429 (whose
 * `Retry-After` is in milliseconds here), everything else tried again with the same `callbackId`.
 */
export function createWorkflow(options: WorkflowOptions): Workflow {
  const { hubspot, portalId, workflowId = 1_567_555_043, actionDefinitionId = 77_899_621 } = options
  const { firstDelay = 60_000, giveUpAfter = 3 * 24 * 3600_000, timeout = 30_000, copies = 1 } = options
  const { now = () => new Date(), fetch: send = fetch, deliverTo = {} } = options
  const portal = hubspot.portal(portalId)
  const enrolments: Enrolment[] = []
  const listeners = new Set<(enrolment: Enrolment) => void>()
  const closing = new AbortController()
  const running = new Map<string, Promise<void>>()
  let count = 0

  function change(enrolment: Enrolment, values: Partial<Enrolment>): void {
    Object.assign(enrolment, values)
    for (const listener of listeners) listener(enrolment)
  }

  function finish(enrolment: Enrolment, outputFields: Record<string, string>): void {
    const failed = outputFields['hs_execution_state'] === 'FAIL_CONTINUE'
    change(enrolment, { outputFields, state: failed ? 'failed' : 'succeeded', continued: true })
  }

  /** Until the completion call comes or the time is over, whichever is first. */
  async function block(enrolment: Enrolment, until: Date): Promise<void> {
    const key = `${portalId}/${enrolment.callbackId}`
    const completed = new AbortController()
    hubspot.openCallbacks.set(key, (outputFields) => {
      finish(enrolment, outputFields)
      completed.abort()
    })
    change(enrolment, { state: 'blocked', blockedUntil: until.toISOString() })
    await pause(until.getTime() - now().getTime(), AbortSignal.any([completed.signal, closing.signal]))
    hubspot.openCallbacks.delete(key)
    if (!completed.signal.aborted && !closing.signal.aborted) finish(enrolment, {})
  }

  function post({ request: { url, body } }: Enrolment): Promise<Delivery> {
    const signed = { method: 'POST', uri: url, body: new TextEncoder().encode(body), now: now() }
    const headers = {
      ...signHubSpotRequest('v2', options.clientSecret, signed),
      ...(options.alsoV3 === true ? signHubSpotRequest('v3', options.clientSecret, signed) : {}),
    }
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(timeout)])
    return postExecution(deliveryAddress(url, deliverTo), { body, headers, fetch: send, signal })
  }

  async function run(enrolment: Enrolment): Promise<void> {
    const giveUpAt = Date.now() + giveUpAfter
    for (let delay = firstDelay; !closing.signal.aborted; delay *= 2) {
      const at = now().toISOString()
      const posted = await Promise.all(Array.from({ length: copies }, () => post(enrolment)))
      const [outcome] = posted
      if (outcome === undefined || closing.signal.aborted) return
      const made = posted.map(({ status, problem }) => ({ at, status, problem }))
      change(enrolment, { attempts: [...enrolment.attempts, ...made] })
      const { fate, outputFields } = outcome
      if (fate === 'done' && outputFields['hs_execution_state'] === 'BLOCK') {
        change(enrolment, { outputFields })
        return block(enrolment, new Date(now().getTime() + blockDuration(outputFields['hs_expiration_duration'])))
      }
      if (fate === 'done') return finish(enrolment, outputFields)
      const next = outcome.retryAfter ?? delay
      if (fate === 'failed' || Date.now() + next > giveUpAt) return change(enrolment, { state: 'failed' })
      await pause(next, closing.signal)
    }
  }

  function begin(enrolment: Enrolment): void {
    enrolments.push(enrolment)
    if (enrolments.length > remembered) enrolments.shift()
    const { state, callbackId, blockedUntil } = enrolment
    if (state !== 'running' && state !== 'blocked') return
    const work = state === 'running' ? run(enrolment) : block(enrolment, new Date(blockedUntil ?? now()))
    running.set(
      callbackId,
      work.finally(() => running.delete(callbackId)),
    )
  }
  for (const enrolment of options.history?.toReversed() ?? []) begin(structuredClone(enrolment))

  return {
    enrol(contactId, action, inputs) {
      if (portal.tier === 'free' || portal.tier === 'starter')
        throw new Error('custom workflow actions need Professional')
      const contact = portal.records.get(contacts, contactId)
      if (contact === undefined || contact.archivedAt !== null) throw new Error(`there is no contact ${contactId}`)
      deliveryAddress(action.actionUrl, deliverTo)
      const inputFields = actionInputs(action, inputs, contact.properties)
      const asked = action.objectRequestOptions?.properties.map((name): [string, string | null] => [
        name,
        contact.properties[name] || null,
      ])
      count += 1
      const enrollmentId = now().getTime() * 1000 + (count % 1000)
      const callbackId = `ap-${portalId}-${enrollmentId}-1-0`
      const body = executionRequest({
        callbackId,
        portalId,
        workflowId,
        actionDefinitionId,
        enrollmentId,
        contactId: contact.id,
        properties: asked === undefined ? undefined : Object.fromEntries(asked),
        inputFields,
      })
      const enrolment: Enrolment = {
        callbackId,
        contactId: contact.id,
        startedAt: now().toISOString(),
        inputFields,
        request: { url: action.actionUrl, body },
        state: 'running',
        continued: false,
        outputFields: {},
        attempts: [],
        blockedUntil: null,
      }
      begin(enrolment)
      change(enrolment, {})
      return enrolment
    },
    async settled(enrolment) {
      await running.get(enrolment.callbackId)
      return enrolment
    },
    history: () => enrolments.toReversed(),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      closing.abort()
      await Promise.all(running.values())
    },
  }
}

import { cardCallPaths, type CardCall } from '../contract/card-function.ts'
import { notTheOpenRecord } from '../contract/not-the-open-record.ts'
import { propertyText } from '../contract/property-text.ts'
import { FunctionProblem } from './function-problem.ts'
import type { FunctionContext } from './relay.ts'

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isCall(value: unknown): value is CardCall {
  return typeof value === 'string' && Object.hasOwn(cardCallPaths, value)
}

function malformed(what: string): FunctionProblem {
  return new FunctionProblem(
    'invalid_call',
    400,
    `The card sent something Homing does not understand (${what}). Reload the page; if it stays, tell your Homing administrator.`,
  )
}

/**
 * Turns what the card sent into the relay's request. Parameters come from the browser and are claims, so the portal is
 * the one of the secret and the addresses are those that HubSpot read from the record itself.
 * The relay checks the rest against its schema. Throws `FunctionProblem` `invalid_call`.
 */
export function readCall(context: FunctionContext, portalId: string): { path: string; body: Record<string, unknown> } {
  const parameters = context.parameters
  if (!isRecord(parameters)) throw malformed('no parameters')
  const { call, contactId, request } = parameters
  if (!isCall(call)) throw malformed('unknown call')
  if (typeof contactId !== 'string' || !/^[1-9][0-9]{0,17}$/.test(contactId)) throw malformed('contactId')
  if (!isRecord(request)) throw malformed('request')
  const properties: Record<string, string | null> = {}
  for (const [name, value] of Object.entries(context.propertiesToSend ?? {})) {
    properties[name] = propertyText(value)
  }
  // The browser chooses which properties are read, too: without the one that names the record it could name anybody.
  const other = notTheOpenRecord(contactId, properties)
  if (other) throw new FunctionProblem('invalid_call', 400, other.detail)
  return { path: cardCallPaths[call], body: { ...request, portalId, contact: { id: contactId, properties } } }
}

import { Value } from 'typebox/value'
import { unfilledInStep } from '../policy/unfilled-in-step.ts'
import { unfilledToken } from '../policy/unfilled-token.ts'
import { Routing } from '../../contract/routing.ts'
import { schemaMistakes } from '../schema-mistakes.ts'
import { readJson } from './read-json.ts'
import type { LineConfig } from '../providers/line-config.ts'

/** The routing of `ROUTING` or `ROUTING_FILE`, empty where neither is set; what is wrong with it is added to the mistakes. */
export function readRouting(
  env: Record<string, string | undefined>,
  mistakes: string[],
  lines: readonly LineConfig[],
): Routing {
  const read = readJson(env, 'ROUTING', mistakes)
  if (!read) return {}
  if (!Value.Check(Routing, read.value)) {
    for (const { path, words } of schemaMistakes(Routing, read.value)) {
      mistakes.push(`ROUTING${path && `.${path}`} ${words}.`)
    }
    return {}
  }
  const routing = read.value
  mistakes.push(...ladderMistakes(routing, lines), ...ownerMistakes(routing, lines))
  const { autoSend } = routing
  if (autoSend && !lines.some(({ id }) => id === autoSend.lineId)) {
    mistakes.push(`ROUTING, autoSend: there is no line "${autoSend.lineId}".`)
  }
  const token = unfilledToken(autoSend?.message ?? '')
  if (token !== null)
    mistakes.push(`ROUTING, autoSend: nothing fills ${token} in the message; every contact would get it.`)
  return routing
}

function ladderMistakes(routing: Routing, lines: readonly LineConfig[]): string[] {
  return (routing.ladder ?? []).flatMap((step, index) => {
    const name = `ROUTING, step ${index + 1} of the ladder`
    const line = lines.find(({ id }) => id === step.lineId)
    const token = unfilledInStep(step)
    const conditions = Object.values(step.when ?? {}).filter((one) => one !== false)
    return [
      step.lineId !== undefined && !line && `${name}: there is no line "${step.lineId}".`,
      line && line.channel !== step.channel && `${name}: the line "${line.id}" does not carry ${step.channel}.`,
      !lines.some(({ channel }) => channel === step.channel) && `${name}: no line carries ${step.channel}.`,
      index === 0 && conditions.length > 0 && `${name}: the first step has no condition; remove "when".`,
      index > 0 && conditions.length === 0 && `${name}: say in "when" what it is for.`,
      step.template && step.channel !== 'whatsapp' && `${name}: only WhatsApp has templates.`,
      token !== null && `${name}: nothing fills ${token}; only {{ message }} in a template is, by the text.`,
    ].filter((mistake) => typeof mistake === 'string')
  })
}

function ownerMistakes(routing: Routing, lines: readonly LineConfig[]): string[] {
  return Object.entries(routing.owners ?? {}).flatMap(([owner, ids]) =>
    ids
      .filter((id) => !lines.some((line) => line.id === id))
      .map((id) => `ROUTING, owner ${owner}: there is no line "${id}".`),
  )
}

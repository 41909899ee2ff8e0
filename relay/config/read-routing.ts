import { Value } from 'typebox/value'
import { autoSendMistakes } from '../policy/auto-send-mistakes.ts'
import { routingMistakes } from '../policy/routing-mistakes.ts'
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
  const { autoSend } = routing
  const found = [
    ...routingMistakes(routing, lines),
    ...(autoSend ? autoSendMistakes(autoSend, lines) : []).map((one) => ({ ...one, path: `autoSend.${one.path}` })),
  ]
  mistakes.push(...found.map(({ path, words }) => `ROUTING.${path} ${words}.`))
  return routing
}

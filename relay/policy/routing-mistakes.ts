import type { LadderStep, Routing } from '../../contract/routing.ts'
import { lineMistakes, type NamedLine, type PlaceMistake } from './line-mistakes.ts'
import { unfilledInStep } from './unfilled-in-step.ts'

/** Everything that is wrong with a ladder and owners beside these lines, each with its place. */
export function routingMistakes(
  { ladder = [], owners = {} }: Pick<Routing, 'ladder' | 'owners'>,
  lines: readonly NamedLine[],
): PlaceMistake[] {
  return [
    ...ladder.flatMap((step, index) => stepMistakes(step, index, lines)),
    ...Object.entries(owners).flatMap(([owner, ids]) =>
      ids.flatMap((id, index) => lineMistakes(lines, `owners.${owner}.${index}`, id)),
    ),
  ]
}

function stepMistakes(step: LadderStep, index: number, lines: readonly NamedLine[]): PlaceMistake[] {
  const { lineId, channel } = step
  const line = lines.find(({ id }) => id === lineId)
  const token = unfilledInStep(step)
  const conditions = Object.values(step.when ?? {}).filter((one) => one !== false)
  const place = `ladder.${index}`
  const found: [isSo: boolean, path: string, words: string][] = [
    [
      line !== undefined && line.channel !== channel,
      `${place}.lineId`,
      `names the line "${lineId}", which carries ${line?.channel} and not ${channel}`,
    ],
    [
      !lines.some((one) => one.channel === channel),
      `${place}.channel`,
      `is ${channel}, which no line carries: add one, or remove this step`,
    ],
    [
      index === 0 && conditions.length > 0,
      `${place}.when`,
      'does not belong to the first step, which has no condition: remove it',
    ],
    [
      index > 0 && conditions.length === 0,
      `${place}.when`,
      'is missing: say what this step is for, such as {"notDeliveredMinutes": 10}',
    ],
    [
      step.template !== undefined && channel !== 'whatsapp',
      `${place}.template`,
      'does not belong here: only WhatsApp has templates',
    ],
    [token !== null, place, `says ${token}, which nothing fills; only {{ message }} in a template is, by the text`],
  ]
  return [
    ...(lineId === undefined ? [] : lineMistakes(lines, `${place}.lineId`, lineId)),
    ...found.flatMap(([isSo, path, words]) => (isSo ? [{ path, words }] : [])),
  ]
}

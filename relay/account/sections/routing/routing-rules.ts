import type { LadderStep } from '../../../../contract/routing.ts'
import { unfilledInStep } from '../../../policy/unfilled-in-step.ts'
import { lineMistakes } from '../lines/line-mistakes.ts'
import type { SectionMistake, SectionRules, Sections } from '../section-rules.ts'

/** Where contacts are looked for, and by which way messages leave. */
export const routingRules: SectionRules<'routing'> = {
  older: [],
  ordinary: {},
  check: ({ ladder = [], owners = {} }, { whole }) => [
    ...ladder.flatMap((step, index) => stepMistakes(step, index, whole)),
    ...Object.entries(owners).flatMap(([owner, ids]) =>
      ids.flatMap((id, index) => lineMistakes(whole, `owners.${owner}.${index}`, id)),
    ),
  ],
}

function stepMistakes(step: LadderStep, index: number, whole: Sections): SectionMistake[] {
  const lines = whole.lines ?? []
  const { lineId, channel } = step
  const line = lines.find(({ id }) => id === lineId)
  const token = unfilledInStep(step)
  const conditions = Object.values(step.when ?? {}).filter((one) => one !== false)
  const at = (member: string) => `ladder.${index}${member && `.${member}`}`
  return [
    ...(lineId === undefined ? [] : lineMistakes(whole, at('lineId'), lineId)),
    ...(line && line.channel !== channel
      ? [{ path: at('lineId'), words: `names the line "${line.id}", which carries ${line.channel} and not ${channel}` }]
      : []),
    ...(lines.some((one) => one.channel === channel)
      ? []
      : [{ path: at('channel'), words: `is ${channel}, which no line carries: add one, or remove this step` }]),
    ...(index === 0 && conditions.length > 0
      ? [{ path: at('when'), words: 'does not belong to the first step, which has no condition: remove it' }]
      : []),
    ...(index > 0 && conditions.length === 0
      ? [{ path: at('when'), words: 'is missing: say what this step is for, such as {"notDeliveredMinutes": 10}' }]
      : []),
    ...(step.template && channel !== 'whatsapp'
      ? [{ path: at('template'), words: 'does not belong here: only WhatsApp has templates' }]
      : []),
    ...(token === null
      ? []
      : [
          {
            path: at(''),
            words: `says ${token}, which nothing fills; only {{ message }} in a template is, by the text`,
          },
        ]),
  ]
}

import { begin } from '../forms/begin.ts'
import { sendblueRow } from '../forms/sendblue.ts'
import { twilio } from '../forms/twilio.ts'
import type { Act, Expectation, Status } from '../item.ts'
import { lineOf } from '../lines.ts'
import type { Maker } from '../maker.ts'

const gone: Status[] = ['failed', 'undelivered']
const out = (): Expectation => ({ becomes: 'status', status: gone, consent: 'out' })
const says = (words: string): Expectation => ({ becomes: 'status', status: gone, problem: words })

/** What a vendor's list alone tells of a failure means what its webhook means. */
export function toldByLists(maker: Maker): void {
  const lists: [string, string, (line: string, person: string, id: string, said: string) => object, boolean][] = [
    [
      'a list with 21610',
      'twilio-h',
      (line, person, sid) =>
        twilio.resource(line, sid, {
          direction: 'outbound-api',
          from: lineOf(line).address,
          to: person,
          status: 'undelivered',
          error_code: 21610,
        }),
      true,
    ],
    [
      'a list with a code and words',
      'twilio-h',
      (line, person, sid, said) =>
        twilio.resource(line, sid, {
          direction: 'outbound-api',
          from: lineOf(line).address,
          to: person,
          status: 'failed',
          error_code: 30008,
          error_message: said,
        }),
      false,
    ],
    [
      'a list with opted_out',
      'sendblue-h',
      (line, person, id) =>
        sendblueRow(line, person, id, { is_outbound: true, status: 'ERROR', opted_out: true, content: 'x' }),
      true,
    ],
    [
      'a list with a code and words',
      'sendblue-h',
      (line, person, id, said) =>
        sendblueRow(line, person, id, {
          is_outbound: true,
          status: 'ERROR',
          error_code: 10001,
          error_message: said,
          content: 'x',
        }),
      false,
    ],
  ]
  for (const [shape, group, make, isOut] of lists) {
    for (let turn = 0; turn < 2; turn += 1) {
      const [who, mark, line, said] = [maker.someone(), maker.mark(), maker.line(group), `Reason ${maker.mark()}`]
      const { acts, openings } = begin(maker, line, who.phone)
      const listed: Act = {
        do: 'list',
        lineId: line,
        make: ({ providerId }) => make(line, who.phone, providerId, said),
      }
      const expect = isOut ? out() : says(said)
      const { provider } = lineOf(line)
      maker.add({
        kind: 'M',
        shape,
        provider,
        mark,
        who,
        properties: { mobilephone: who.phone },
        acts: [...acts, listed],
        openings,
        expect,
      })
    }
  }
}

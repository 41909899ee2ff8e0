import { begin } from '../forms/begin.ts'
import { json } from '../forms/json.ts'
import { linq } from '../forms/linq.ts'
import { sendblueRow } from '../forms/sendblue.ts'
import { tellFailure } from '../forms/tell-status.ts'
import type { Act, Expectation } from '../item.ts'
import { lineOf } from '../lines.ts'
import type { Maker } from '../maker.ts'

/** What carried ours, and who is to blame where one line cannot reach one number. */
export function pairsAndServices(maker: Maker): void {
  downgraded(maker)
  pairs(maker)
}

/** Ours left as something else. */
function downgraded(maker: Maker): void {
  const statuses: Record<string, (line: string, to: string, id: string, reference: string) => object> = {
    'sendblue-x': (line, to, id) =>
      sendblueRow(line, to, id, {
        is_outbound: true,
        status: 'DELIVERED',
        service: 'SMS',
        was_downgraded: true,
        content: 'x',
      }),
    'linq-x': (line, to, id, reference) =>
      linq.event(
        'message.delivered',
        linq.message(line, to, id, [linq.text('x')], {
          direction: 'outbound',
          idempotency_key: reference,
          service: 'SMS',
          delivered_at: new Date().toISOString(),
        }),
        `${id}d`,
      ),
  }
  for (const [group, make] of Object.entries(statuses)) {
    for (let turn = 0; turn < 3; turn += 1) {
      const [who, mark, line] = [maker.someone(), maker.mark(), maker.line(group)]
      const { acts, openings } = begin(maker, line, who.phone)
      const tell: Act = {
        do: 'tell',
        make: ({ providerId, reference }) => json(line, make(line, who.phone, providerId, reference)),
      }
      const expect: Expectation = { becomes: 'status', status: ['delivered'], service: 'SMS' }
      const { provider } = lineOf(line)
      maker.add({
        kind: 'T',
        shape: 'ours left as SMS',
        provider,
        mark,
        who,
        properties: { mobilephone: who.phone },
        acts: [...acts, tell],
        openings,
        expect,
      })
    }
  }
}

/** This line cannot reach this number: another line may, and is tried. */
function pairs(maker: Maker): void {
  for (const how of ['as the answer', 'as a status'] as const) {
    for (let turn = 0; turn < 2; turn += 1) {
      const [who, mark, line, after] = [maker.someone(), maker.mark(), maker.line('twilio-x'), maker.mark()]
      const answer = {
        status: 400,
        body: { code: 21612, message: "The 'To' phone number is not currently reachable", status: 400 },
      }
      const { acts, openings } =
        how === 'as the answer' ? begin(maker, line, who.phone, answer) : begin(maker, line, who.phone)
      const failure = tellFailure(line, who.phone, { code: 21612 })
      const tell: Act[] = how === 'as a status' && failure ? [{ do: 'tell', make: failure }] : []
      const other: Act = { do: 'send', lineId: maker.line('kannel-m'), body: `By another line ${after}`, mark: after }
      maker.add({
        ...{
          kind: 'T',
          shape: `a pair’s fault ${how}`,
          provider: 'twilio',
          mark,
          who,
          properties: { mobilephone: who.phone },
          openings,
        },
        acts: [...acts, ...tell, other],
        expect: { becomes: 'status', status: ['failed', 'undelivered'], wire: { to: who.phone } },
      })
    }
  }
}

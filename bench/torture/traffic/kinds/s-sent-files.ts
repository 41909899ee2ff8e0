import { begin } from '../forms/begin.ts'
import type { Act } from '../item.ts'
import { lineOf } from '../lines.ts'
import type { Maker } from '../maker.ts'

/** What each line is given: a file of these kinds is among those it says it carries. */
const kinds: Record<string, readonly string[]> = {
  'whatsapp-m': ['png', 'mp3', 'pdf'],
  'twilio-m': ['png'],
  'twilio-w': ['png'],
  'sendblue-m': ['png', 'pdf'],
  'linq-m': ['png'],
  'tuco-m': ['png'],
  'bluebubbles-m': ['png', 'pdf'],
  'email-m': ['png', 'pdf'],
}

/** A file alone is a message, and so is one beside words; of a sound WhatsApp carries no words. */
export function sentFiles(maker: Maker): void {
  for (const [group, endings] of Object.entries(kinds)) {
    for (const ending of endings) {
      for (const isAlone of ending === 'mp3' ? [true] : [true, false]) {
        const [who, mark, line] = [maker.someone(), maker.mark(), maker.line(group)]
        // A Mac begins a conversation with words alone, and nobody is written to freely on WhatsApp who has not written.
        const begun = begin(maker, line, who.phone).acts.slice(0, group === 'bluebubbles-m' ? 2 : 1)
        const body = isAlone ? '' : `Please see ${mark}`
        const acts: Act[] = [...begun, { do: 'send', lineId: line, body, mark, file: `file-${mark}.${ending}` }]
        const { provider, channel } = lineOf(line)
        maker.add({
          ...{
            kind: 'S',
            shape: `sent: ${channel}, ${ending}, ${isAlone ? 'alone' : 'beside words'}`,
            provider,
            mark,
            who,
            acts,
          },
          properties: channel === 'email' ? { email: who.email } : { mobilephone: who.phone },
          openings: channel === 'whatsapp' ? 1 : 0,
          expect: { becomes: 'status', status: ['sending', 'sent', 'delivered', 'read'] },
        })
      }
    }
  }
}

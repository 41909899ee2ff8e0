import { begin } from '../forms/begin.ts'
import type { RawAnswer } from '../item.ts'
import { lineOf } from '../lines.ts'
import type { Maker } from '../maker.ts'

const page = (title: string) =>
  `<html><head><title>${title}</title></head><body><h1>${title}</h1><hr>nginx</body></html>`

/** What an edge in front of a vendor answers, and what says neither yes nor no. */
const answers: Record<string, Omit<RawAnswer, 'taken'>> = {
  '408, a page': { status: 408, body: page('408 Request Time-out') },
  '408, JSON': { status: 408, body: { message: 'Request Timeout' } },
  '409, a page': { status: 409, body: page('409 Conflict') },
  '425, a page': { status: 425, body: page('425 Too Early') },
  '499, nothing': { status: 499, body: '' },
  '500, a page': { status: 500, body: page('500 Internal Server Error') },
  '502, a page': { status: 502, body: page('502 Bad Gateway') },
  '503, a page': { status: 503, body: page('503 Service Unavailable') },
  '504, JSON': { status: 504, body: { message: 'Endpoint request timed out' } },
  '520, a page': { status: 520, body: page('Web server is returning an unknown error') },
  '524, a page': { status: 524, body: page('A timeout occurred') },
  '200, a page': { status: 200, body: page('One moment, please') },
}

const groups = ['whatsapp-x', 'twilio-x', 'sendblue-x', 'linq-x', 'chert-x', 'tuco-x', 'kannel-x', 'bluebubbles-x']

/** Ambiguous answers leave a doubt, at every vendor alike; they are no refusals. */
export function doubts(maker: Maker): void {
  for (const group of groups) {
    for (const [index, [shape, answer]] of Object.entries(answers).entries()) {
      const taken = index % 2 === 0
      const [who, mark, line] = [maker.someone(), maker.mark(), maker.line(group)]
      const { acts, openings } = begin(maker, line, who.phone, { ...answer, taken })
      maker.add({
        ...{ kind: 'O', shape: `${shape}, ${taken ? 'taken' : 'not taken'}`, mark, who, acts, openings },
        provider: lineOf(line).provider,
        properties: { mobilephone: who.phone },
        expect: { becomes: 'status', status: ['unknown', 'queued', 'sending', 'sent', 'delivered', 'read'] },
      })
    }
  }
}

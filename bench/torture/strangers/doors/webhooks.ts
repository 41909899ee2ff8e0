import { randomUUID } from 'node:crypto'
import { account } from '../../../stage/relay-settings.ts'
import { webhookProofs } from '../../signatures/webhook-proofs.ts'
import { asText } from '../../traffic/as-text.ts'
import { makeCorpus } from '../../traffic/corpus.ts'
import { tellText } from '../../traffic/forms/tell-text.ts'
import type { Delivery } from '../../traffic/item.ts'
import type { OpenLine } from '../../traffic/open-lines.ts'
import { askDoor, type Answer } from '../ask-door.ts'
import { any, type Hostile } from '../hostile.ts'
import type { Person } from '../people.ts'
import type { Rough } from '../rough.ts'
import { spoilForm } from '../rough-form.ts'
import { spoilJson } from '../rough-json.ts'
import { roughSize, roughText } from '../rough-text.ts'

interface Needs {
  publicUrl: string
  lines: ReadonlyMap<string, OpenLine>
  people: readonly Person[]
}

/** Signs a delivery as its vendor does, and posts it. */
function deliver(
  publicUrl: string,
  line: OpenLine,
  { method = 'POST', query, contentType, body }: Delivery,
): Promise<Answer> {
  const scheme = webhookProofs[line.provider]
  if (!scheme) throw new Error(`nothing says how the webhooks of ${line.provider} prove themselves`)
  const path = `/webhooks/${account.portalId}/${line.id}${scheme.target ? '/token' : ''}`
  const draft = {
    ...{ method, origin: publicUrl, target: query === undefined ? path : `${path}?${query}`, body },
    ...{
      time: String(Math.floor(Date.now() / 1_000)),
      id: randomUUID(),
      secret: asText(line.settings[scheme.settings[0] ?? '']),
    },
  }
  const target = scheme.target?.(draft) ?? draft.target
  return askDoor(
    publicUrl,
    target,
    { 'content-type': contentType, ...Object.fromEntries(scheme.sign(draft)) },
    body,
    method,
  )
}

/** A person's text as the vendor of this line tells it; Twilio's ids hold no letters beyond f. */
export function told(
  rough: Rough,
  needs: Needs,
  lineId: string,
  { phone }: Person,
  mark: string,
  text: string,
): () => Promise<Answer> {
  const line = needs.lines.get(lineId)
  if (!line) throw new Error(`there is no line ${lineId}`)
  const hex = Buffer.from(rough.letters(16)).toString('hex')
  const id = { whatsapp: `wamid.${mark}`, twilio: `SM${hex}` }[line.provider] ?? `${mark}-${hex}`
  return () => deliver(needs.publicUrl, line, tellText(lineId, phone, id, text))
}

/** Texts of anything in frames that are right: all of them are somebody's words. */
export function roughWords(rough: Rough, needs: Needs, lineIds: readonly string[], count: number): Hostile[] {
  return Array.from({ length: count }, () => {
    const [lineId, person, mark] = [rough.pick(lineIds), rough.pick(needs.people), rough.mark()]
    const text = taken(`${mark} ${roughText(rough, roughSize(rough, 250_000))}`)
    return {
      door: 'webhook',
      shape: `words of anything, ${lineId}`,
      mark,
      right: ['kept'],
      play: told(rough, needs, lineId, person, mark, text),
    }
  })
}

/** As much of a text as a delivery may hold, however its vendor writes it: no door takes more than a megabyte. */
function taken(text: string): string {
  const written = Math.max(Buffer.byteLength(JSON.stringify(text)), encodeURIComponent(text.toWellFormed()).length)
  return written > 900_000 ? taken(text.slice(0, text.length / 2)) : text
}

/** Whatever vendors tell, with a place or a few of it spoilt. */
export function spoilt(rough: Rough, needs: Needs, seed: number, count: number): Hostile[] {
  const shapes = makeCorpus(seed).flatMap(({ acts, provider, shape, contact, mark }) =>
    acts.flatMap((act) =>
      act.do === 'tell' ? [{ make: act.make, provider, shape, mark, phone: contact.properties.mobilephone ?? '' }] : [],
    ),
  )
  return Array.from({ length: count }, (): Hostile => {
    const { make, provider, shape, mark: old, phone } = rough.pick(shapes)
    const [mark, person] = [rough.mark(), rough.pick(needs.people)]
    const delivery = make({
      providerId: mark,
      reference: randomUUID(),
      messageId: `<${mark}@b.example>`,
      replyTo: 'a@b.example',
    })
    const renamed = (text: string) => replaced(replaced(text, old, mark), phone.slice(1), person.phone.slice(1))
    const text = renamed(delivery.body.toString('latin1'))
    const isForm = delivery.contentType.includes('form')
    const body = isForm
      ? spoilForm(rough, text)
      : text.startsWith('{')
        ? spoilJson(rough, JSON.parse(text))
        : spoilForm(rough, text)
    const query =
      delivery.query === undefined
        ? {}
        : { query: rough.chance(0.3) ? spoilQuery(rough, renamed(delivery.query)) : renamed(delivery.query) }
    const line = needs.lines.get(delivery.lineId)!
    const spoiltOne = { ...delivery, ...query, body: body.subarray(0, 1_000_000) }
    return {
      door: 'webhook',
      shape: `${provider}: ${shape}, spoilt`,
      mark,
      right: any,
      play: () => deliver(needs.publicUrl, line, spoiltOne),
    }
  })
}

function spoilQuery(rough: Rough, query: string): string {
  return spoilForm(rough, query)
    .toString('latin1')
    .replaceAll(/[^!-~]/g, '%20')
    .replaceAll('#', '%23')
    .slice(0, 7_000)
}

function replaced(text: string, old: string, now: string): string {
  return old === '' ? text : text.replaceAll(old, now)
}

import { blueBubblesRow } from '../forms/bluebubbles.ts'
import { chert } from '../forms/chert.ts'
import { json } from '../forms/json.ts'
import { linq } from '../forms/linq.ts'
import { multipart, rawMail } from '../forms/mail.ts'
import { sendblueRow } from '../forms/sendblue.ts'
import { tuco } from '../forms/tuco.ts'
import { twilio } from '../forms/twilio.ts'
import { whatsapp } from '../forms/whatsapp.ts'
import type { Act, Delivery } from '../item.ts'
import { lineOf, repliesOf } from '../lines.ts'
import type { Maker } from '../maker.ts'

/** A name as it comes, and what a person may see of it. */
const names: Record<string, (mark: string) => { raw: string; clean: string }> = {
  plain: (mark) => ({ raw: `photo-${mark}.jpeg`, clean: `photo-${mark}.jpeg` }),
  'with blanks and accents': (mark) => ({ raw: `Angebot Müller ${mark}.pdf`, clean: `Angebot Müller ${mark}.pdf` }),
  'with an emoji': (mark) => ({ raw: `Urlaub 😀 ${mark}.png`, clean: `Urlaub 😀 ${mark}.png` }),
  'with a mark of direction': (mark) => ({ raw: `invoice_${mark}_\u202efdp.exe`, clean: `invoice_${mark}_fdp.exe` }),
  'with folders': (mark) => ({ raw: `../../etc/${mark}.docx`, clean: `${mark}.docx` }),
  'with folders of Windows': (mark) => ({ raw: `C:\\Users\\jo\\${mark}.xlsx`, clean: `${mark}.xlsx` }),
  'with a line break': (mark) => ({ raw: `${mark}\n.png`, clean: `${mark} .png` }),
  Chinese: (mark) => ({ raw: `报价单${mark}.pdf`, clean: `报价单${mark}.pdf` }),
}

type Tell = (given: { line: string; from: string; id: string; raw: string; words: string }) => Delivery

const vendors: Record<string, Tell> = {
  'whatsapp-m': ({ line, from, id, raw, words }) =>
    whatsapp.messages(
      line,
      whatsapp.message(from, id, {
        type: 'document',
        document: { id: '9', mime_type: 'application/pdf', filename: raw, ...(words ? { caption: words } : {}) },
      }),
    ),
  'linq-m': ({ line, from, id, raw, words }) =>
    json(
      line,
      linq.event(
        'message.received',
        linq.message(line, from, id, [
          ...(words ? [linq.text(words)] : []),
          { type: 'media', url: 'https://cdn.linqapp.example/a', filename: raw, mime_type: 'image/jpeg' },
        ]),
        id,
      ),
    ),
  'chert-m': ({ line, from, id, raw, words }) =>
    json(
      line,
      chert.event(
        'message.received',
        chert.message(line, from, id, [
          ...(words ? [{ type: 'text', value: words }] : []),
          { type: 'media', attachment_id: 'a', filename: raw, mime_type: 'image/jpeg' },
        ]),
        id,
      ),
    ),
  'bluebubbles-m': ({ line, from, id, raw, words }) =>
    json(line, {
      type: 'new-message',
      data: blueBubblesRow(from, id, {
        text: `\ufffc${words}`,
        attachments: [{ guid: 'at_0', mimeType: 'image/jpeg', transferName: raw, totalBytes: 9 }],
      }),
    }),
  'tuco-m': ({ line, from, id, raw, words }) =>
    json(
      line,
      tuco.flat(line, from, id, words, { attachmentUrls: ['https://files.tuco.example/a'], attachmentNames: [raw] }),
    ),
}

/** Files come home by their names, alone and beside words. */
export function files(maker: Maker): void {
  for (const [index, [group, tell]] of Object.entries(vendors).entries()) {
    for (const [place, [shape, make]] of Object.entries(names).entries()) {
      const [who, mark, line] = [maker.someone(), maker.mark(), maker.line(group)]
      const { provider } = lineOf(line)
      const { raw, clean } = make(mark)
      const words = (index + place) % 2 === 0 ? '' : `See the file ${maker.pick(['please', 'bitte', 'por favor'])}`
      const id = provider === 'whatsapp' ? `wamid.${maker.id()}` : maker.id()
      const acts: Act[] = [{ do: 'tell', make: () => tell({ line, from: who.phone, id, raw, words }) }]
      const expect = { becomes: 'message' as const, files: [clean], words: words ? [words] : [] }
      maker.add({
        kind: 'S',
        shape: `${shape}, ${words ? 'beside words' : 'alone'}`,
        provider,
        mark,
        who,
        acts,
        expect,
      })
    }
  }
  byAddress(maker)
  media(maker)
  mails(maker)
}

/** Sendblue names a file by its address alone. */
function byAddress(maker: Maker): void {
  const ways: Record<string, (mark: string) => { url: string; name: string }> = {
    plain: (mark) => ({ url: `https://storage.example/a/${mark}.jpeg`, name: `${mark}.jpeg` }),
    encoded: (mark) => ({
      url: `https://storage.example/Angebot%20M%C3%BCller%20${mark}.pdf?x=1`,
      name: `Angebot Müller ${mark}.pdf`,
    }),
    'encoded emoji': (mark) => ({
      url: `https://storage.example/%F0%9F%98%80${mark}.docx?sig=a%2Fb`,
      name: `😀${mark}.docx`,
    }),
    'encoded badly': (mark) => ({ url: `https://storage.example/100%25${mark}.ogg`, name: `100%${mark}.ogg` }),
    'with an end': (mark) => ({
      url: `https://storage.example/${mark}.3gp?X-Amz-Expires=3600&X-Amz-Signature=x`,
      name: `${mark}.3gp`,
    }),
  }
  for (const [shape, make] of Object.entries(ways)) {
    for (const words of ['', 'Look at this']) {
      const [who, mark, line, id] = [maker.someone(), maker.mark(), maker.line('sendblue-m'), maker.id()]
      const { url, name } = make(mark)
      const tell = () => json(line, sendblueRow(line, who.phone, id, { content: words, media_url: url }))
      maker.add({
        ...{
          kind: 'S',
          shape: `address ${shape}, ${words ? 'beside words' : 'alone'}`,
          provider: 'sendblue',
          mark,
          who,
        },
        acts: [{ do: 'tell', make: tell }],
        expect: { becomes: 'message', files: [name], words: words ? [words] : [] },
      })
    }
  }
}

/** Twilio says how many there are and of what type. */
function media(maker: Maker): void {
  for (const count of [1, 2, 3]) {
    for (const words of ['', 'Here they are']) {
      for (const group of ['twilio-m', 'twilio-w']) {
        const [who, mark, line, sid] = [maker.someone(), maker.mark(), maker.line(group), `MM${maker.hex(32)}`]
        const list = Array.from({ length: count }, (_, index): [string, string][] => [
          [`MediaContentType${index}`, ['image/jpeg', 'audio/ogg', 'text/x-vcard'][index] ?? 'image/png'],
          [`MediaUrl${index}`, `https://api.twilio.com/Media/${mark}${index}`],
        ]).flat()
        const tell = () =>
          twilio.message(line, who.phone, sid, words, { NumMedia: String(count), ...Object.fromEntries(list) })
        maker.add({
          ...{
            kind: 'S',
            shape: `${lineOf(line).channel}, ${count} of them, ${words ? 'beside words' : 'alone'}`,
            provider: 'twilio',
            mark,
            who,
          },
          acts: [{ do: 'tell', make: tell }],
          expect: {
            becomes: 'message',
            files: Array.from({ length: count }, (_, index) => `attachment-${index + 1}`),
            words: words ? [words] : [],
          },
        })
      }
    }
  }
}

/** Names in mails, in the ways that programs write them. */
function mails(maker: Maker): void {
  const ways: Record<string, (mark: string) => { head: string; name: string }> = {
    plain: (mark) => ({ head: `attachment; filename="${mark}.pdf"`, name: `${mark}.pdf` }),
    'RFC 2231': (mark) => ({
      head: `attachment; filename*=UTF-8''M%C3%BCller%20${mark}.pdf`,
      name: `Müller ${mark}.pdf`,
    }),
    'encoded words': (mark) => ({
      head: `attachment; filename="=?utf-8?Q?M=C3=BCller_${mark}.pdf?="`,
      name: `Müller ${mark}.pdf`,
    }),
    'in pieces': (mark) => ({ head: `attachment; filename*0="${mark}"; filename*1=".pdf"`, name: `${mark}.pdf` }),
    folders: (mark) => ({ head: `attachment; filename="../../${mark}.pdf"`, name: `${mark}.pdf` }),
  }
  for (const [shape, make] of Object.entries(ways)) {
    for (let turn = 0; turn < 2; turn += 1) {
      const [who, mark, line] = [maker.someone(), maker.mark(), maker.line('email-m')]
      const { head, name } = make(mark)
      const mail = () => {
        const { type, text } = multipart('mixed', [
          ...(turn === 0 ? [['Content-Type: text/plain; charset=utf-8', 'Please find it attached.'] as const] : []),
          [
            `Content-Type: application/pdf\nContent-Disposition: ${head}\nContent-Transfer-Encoding: base64`,
            'JVBERi0xLjQK',
          ],
        ])
        return rawMail({
          from: who.email,
          to: repliesOf(lineOf(line)),
          subject: 'A file',
          text,
          headers: { 'Content-Type': type },
        })
      }
      maker.add({
        ...{
          kind: 'S',
          shape: `mail, ${shape}, ${turn === 0 ? 'beside words' : 'alone'}`,
          provider: 'email',
          mark,
          who,
        },
        acts: [{ do: 'mail', lineId: line, from: who.email, make: mail }],
        expect: { becomes: 'message', files: [name] },
      })
    }
  }
}

import { twilio } from '../forms/twilio.ts'
import { whatsapp } from '../forms/whatsapp.ts'
import type { Expectation } from '../item.ts'
import { lineOf } from '../lines.ts'
import { twilioContents } from '../data/twilio-contents.ts'
import type { Maker } from '../maker.ts'

type Members = Record<string, unknown>
/** A kind of message by Meta's reference: its own part, and the words that a rep needs of it. */
type Content = (given: { mark: string; maker: Maker }) => { content: Members; words: string[]; files?: string[] }

const place = (maker: Maker) => ({
  latitude: 37.1 + maker.below(8000) / 10_000,
  longitude: -122.3 - maker.below(8000) / 10_000,
})
const one = (type: string, part: Members): Members => ({ type, [type]: part })

const contents: Record<string, Content> = {
  'a place': ({ maker }) => {
    const at = place(maker)
    return { content: one('location', at), words: [String(at.latitude), String(at.longitude)] }
  },
  'a place with its name': ({ mark, maker }) => {
    const at = place(maker)
    const named = { ...at, name: `Cafe ${mark}`, address: '1 Main St', url: 'https://cafe.example' }
    return { content: one('location', named), words: [`Cafe ${mark}`, '1 Main St', String(at.latitude)] }
  },
  'a place that is text': ({ maker }) => {
    const at = place(maker)
    const written = { latitude: String(at.latitude), longitude: String(at.longitude) }
    return { content: one('location', written), words: [written.latitude] }
  },
  'a contact': ({ mark }) => ({
    content: {
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: `Jo ${mark}`, first_name: 'Jo' },
          phones: [{ phone: '+1 202-555-0150', wa_id: '12025550150' }],
        },
      ],
    },
    words: [`Jo ${mark}`, '+1 202-555-0150'],
  }),
  'a contact without a formatted name': ({ mark }) => ({
    content: {
      type: 'contacts',
      contacts: [{ name: { first_name: `Jo ${mark}` }, phones: [{ phone: '+1 202-555-0151' }] }],
    },
    words: [`Jo ${mark}`, '+1 202-555-0151'],
  }),
  'two contacts with emails and firms': ({ mark }) => ({
    content: {
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: `Ann ${mark}` },
          emails: [{ email: 'ann@firm.example', type: 'WORK' }],
          org: { company: 'Firm' },
        },
        { name: { formatted_name: 'Bob' }, phones: [{ phone: '+44 7700 900111' }] },
      ],
    },
    words: [`Ann ${mark}`, 'ann@firm.example', 'Bob', '+44 7700 900111'],
  }),
  'an order with a text': ({ mark }) => ({
    content: one('order', {
      catalog_id: '1',
      text: `Please deliver on Friday ${mark}`,
      product_items: [{ product_retailer_id: 'SKU-1', quantity: '2', item_price: '9.5', currency: 'USD' }],
    }),
    words: [`Please deliver on Friday ${mark}`, 'SKU-1', '9.5'],
  }),
  'an order in numbers, without text': ({ mark }) => ({
    content: one('order', {
      catalog_id: '1',
      product_items: [
        { product_retailer_id: `SKU-${mark}`, quantity: 3, item_price: 12, currency: 'EUR' },
        { product_retailer_id: 'SKU-2', quantity: 1, item_price: 4.2, currency: 'EUR' },
      ],
    }),
    words: [`SKU-${mark}`, 'SKU-2', '4.2'],
  }),
  'a reply button': ({ mark }) => ({
    content: one('interactive', { type: 'button_reply', button_reply: { id: 'b1', title: `Yes, Friday ${mark}` } }),
    words: [`Yes, Friday ${mark}`],
  }),
  'a choice of a list': ({ mark }) => ({
    content: one('interactive', {
      type: 'list_reply',
      list_reply: { id: 'l1', title: `At nine ${mark}`, description: 'With coffee' },
    }),
    words: [`At nine ${mark}`],
  }),
  'the answers of a flow': ({ mark }) => ({
    content: one('interactive', {
      type: 'nfm_reply',
      nfm_reply: {
        name: 'flow',
        body: 'Sent',
        response_json: JSON.stringify({ date: '2026-12-01', people: '4', note: mark, flow_token: 'ft' }),
      },
    }),
    words: ['2026-12-01', '4', mark],
  }),
  'the nested answers of a flow': ({ mark }) => ({
    content: one('interactive', {
      type: 'nfm_reply',
      nfm_reply: {
        name: 'flow',
        response_json: JSON.stringify({ address: { city: `Kiel ${mark}` }, days: ['Mon', 'Tue'] }),
      },
    }),
    words: [`Kiel ${mark}`, 'Mon', 'Tue'],
  }),
  'the broken answers of a flow': ({ mark }) => ({
    content: one('interactive', {
      type: 'nfm_reply',
      nfm_reply: { name: 'flow', body: `Sent ${mark}`, response_json: '{"date":' },
    }),
    words: [`Sent ${mark}`],
  }),
  'a button of a template': ({ mark }) => ({
    content: one('button', { payload: 'P', text: `Call me ${mark}` }),
    words: [`Call me ${mark}`],
  }),
  'an interactive kind of tomorrow': ({ mark }) => ({
    content: one('interactive', { type: 'slider_reply', slider_reply: { id: 's', title: `Seven ${mark}` } }),
    words: [`Seven ${mark}`],
  }),
  'a picture with a caption': ({ mark }) => ({
    content: one('image', { id: '1', mime_type: 'image/jpeg', sha256: 'x', caption: `Look ${mark}` }),
    words: [`Look ${mark}`],
  }),
  'a document with a caption': ({ mark }) => ({
    content: one('document', {
      id: '2',
      mime_type: 'application/pdf',
      filename: `Offer ${mark}.pdf`,
      caption: 'Signed',
    }),
    words: ['Signed'],
    files: [`Offer ${mark}.pdf`],
  }),
  'a kind that Meta has not named': ({ mark }) => ({
    content: { type: 'hologram', hologram: { text: mark } },
    words: ['hologram'],
  }),
  unsupported: () => ({
    content: {
      type: 'unsupported',
      errors: [
        {
          code: 131051,
          title: 'Message type unknown',
          error_data: { details: 'Message type is currently not supported.' },
        },
      ],
    },
    words: ['not supported'],
  }),
  'unsupported, with its kind': () => ({
    content: {
      type: 'unsupported',
      unsupported: { type: 'poll_creation' },
      errors: [{ code: 131051, title: 'Message type unknown' }],
    },
    words: ['poll'],
  }),
  'a question about a product': ({ mark }) => ({
    content: {
      type: 'text',
      text: { body: `Is it in stock? ${mark}` },
      context: { from: '1', id: 'wamid.p', referred_product: { catalog_id: '1', product_retailer_id: 'SKU-9' } },
    },
    words: [`Is it in stock? ${mark}`],
  }),
  'a text after an advertisement': ({ mark }) => ({
    content: {
      type: 'text',
      text: { body: `Hi ${mark}` },
      referral: { source_url: 'https://fb.me/x', source_type: 'ad', headline: 'Spring sale' },
    },
    words: [`Hi ${mark}`],
  }),
}

/** What stands outside of the text becomes words with its data, on the Cloud API and as Twilio passes it on. */
export function otherContents(maker: Maker): void {
  for (const [shape, make] of Object.entries(contents)) {
    for (let turn = 0; turn < 3; turn += 1) {
      const [who, mark, line] = [maker.someone(), maker.mark(), maker.line('whatsapp-m')]
      const { content, words, files } = make({ mark, maker })
      const id = `wamid.${maker.id()}`
      const expect: Expectation = { becomes: 'message', words, ...(files ? { files } : {}) }
      maker.add({
        ...{ kind: 'E', shape, provider: 'whatsapp', mark, who, expect },
        acts: [{ do: 'tell', make: () => whatsapp.messages(line, whatsapp.message(who.phone, id, content)) }],
      })
    }
  }
  for (const [shape, make] of Object.entries(twilioContents)) {
    for (let turn = 0; turn < 3; turn += 1) {
      const [who, mark, line] = [maker.someone(), maker.mark(), maker.line('twilio-w')]
      const { body = '', more, words } = make(mark, maker)
      const sid = `SM${maker.hex(32)}`
      maker.add({
        ...{ kind: 'E', shape, provider: lineOf(line).provider, mark, who },
        acts: [{ do: 'tell', make: () => twilio.message(line, who.phone, sid, body, more) }],
        expect: { becomes: 'message', words },
      })
    }
  }
}

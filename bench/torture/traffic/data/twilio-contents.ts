import type { Maker } from '../maker.ts'

const place = (maker: Maker) => ({
  latitude: 37.1 + maker.below(8000) / 10_000,
  longitude: -122.3 - maker.below(8000) / 10_000,
})

/** What Twilio's webhooks say of a message on WhatsApp that is more than text, and the words that a rep needs of it. */
export const twilioContents: Record<
  string,
  (mark: string, maker: Maker) => { body?: string; more: Record<string, string>; words: string[] }
> = {
  'a place': (_mark, maker) => {
    const { latitude, longitude } = place(maker)
    const more = { MessageType: 'location', Latitude: String(latitude), Longitude: String(longitude) }
    return { more, words: [String(latitude), String(longitude)] }
  },
  'a place with its name': (mark, maker) => {
    const { latitude, longitude } = place(maker)
    const at = { Latitude: String(latitude), Longitude: String(longitude), Address: '1 Main St', Label: `Cafe ${mark}` }
    return { more: { MessageType: 'location', ...at }, words: [`Cafe ${mark}`, '1 Main St', String(latitude)] }
  },
  'a reply button': (mark) => ({
    body: `Yes, Friday ${mark}`,
    more: { MessageType: 'button', ButtonText: `Yes, Friday ${mark}`, ButtonPayload: 'b1' },
    words: [`Yes, Friday ${mark}`],
  }),
  'a button without a body': (mark) => ({
    more: { MessageType: 'button', ButtonText: `At nine ${mark}`, ButtonPayload: 'b1' },
    words: [`At nine ${mark}`],
  }),
  'a choice of a list without a body': (mark) => ({
    more: { MessageType: 'interactive', ListTitle: `At ten ${mark}`, ListId: 'l1', ListDescription: 'With tea' },
    words: [`At ten ${mark}`],
  }),
  'the answers of a flow': (mark) => ({
    more: { MessageType: 'interactive', InteractiveData: JSON.stringify({ date: '2026-12-01', note: mark }) },
    words: ['2026-12-01', mark],
  }),
  'a text after an advertisement': (mark) => ({
    body: `Hi ${mark}`,
    more: { MessageType: 'text', ReferralHeadline: 'Spring sale', ReferralSourceUrl: 'https://fb.me/x' },
    words: [`Hi ${mark}`],
  }),
  'a kind of tomorrow': () => ({ more: { MessageType: 'hologram' }, words: ['hologram'] }),
}

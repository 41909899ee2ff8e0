import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ChatRow } from '../../../workbench/bluebubbles-api/chat-db.ts'
import { openTestMac, type TestMac } from '../../../workbench/bluebubbles-api/fixture/test-mac.ts'

let world: TestMac

beforeEach(async () => {
  world = await openTestMac(['new-message', 'updated-message'])
})
afterEach(() => world.close())

const told: TestMac['told'] = (message) => world.told(message)

describe('words are found wherever Messages keeps them', () => {
  test.each<[string, Partial<ChatRow>, string]>([
    ['in the subject alone', { subject: 'Call me at five', text: null }, 'Call me at five'],
    ['in the subject, beside a blank', { subject: 'Call me at five', text: ' ' }, 'Call me at five'],
    ['in both', { subject: 'Offer', text: 'Yes, please' }, 'Offer\nYes, please'],
    [
      'in the form BlueBubbles makes',
      { text: null, attributedBody: [{ string: 'From the body', runs: [] }] },
      'From the body',
    ],
    ['in that form without its list', { text: '', attributedBody: { string: 'From the body' } }, 'From the body'],
    ['in Apple’s archive', { text: null, attributedBody: archive('Grüße 👋') }, 'Grüße 👋'],
    ['in a long one', { text: null, attributedBody: archive('long '.repeat(60)) }, 'long '.repeat(60)],
    ['in a very long one', { text: null, attributedBody: archive('x'.repeat(70_000)) }, 'x'.repeat(70_000)],
    ['in the archive as bytes', { text: null, attributedBody: bytesOf(archive('Bytes')) }, 'Bytes'],
    ['in the text first', { text: 'Plain', attributedBody: [{ string: 'Other' }] }, 'Plain'],
  ])('%s', async (_, row, body) => {
    const [reply] = await told(row)
    expect(reply).toMatchObject({ kind: 'reply', body })
    expect(reply).not.toHaveProperty('made')
  })

  test.each([[{ runs: [] }], 'no base64!', 'AAAA', archive('x').slice(0, 40), 17, [null]])(
    'and an archive that cannot be read (%#) is no reason to lose the message',
    async (attributedBody) => {
      expect(await told({ text: null, attributedBody })).toMatchObject([{ kind: 'reply', provisional: true }])
    },
  )
})

/** Apple's archive of an attributed string, as far as its characters go. */
function archive(words: string): string {
  const text = Buffer.from(words)
  const size = Buffer.alloc(text.length < 0x80 ? 1 : text.length < 0x10000 ? 3 : 5)
  size.writeUInt8(size.length === 1 ? text.length : size.length === 3 ? 0x81 : 0x82)
  if (size.length === 3) size.writeUInt16LE(text.length, 1)
  if (size.length === 5) size.writeUInt32LE(text.length, 1)
  const head = Buffer.from(
    '\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@\x84\x84\x84\x19NSMutableAttributedString\x00\x84\x84',
    'latin1',
  )
  const name = Buffer.from(
    '\x12NSAttributedString\x00\x84\x84\x08NSObject\x00\x85\x92\x84\x84\x84\x0fNSMutableString\x01\x84\x84\x08NSString\x01\x95\x84\x01+',
    'latin1',
  )
  return Buffer.concat([head, name, size, text, Buffer.from('\x86\x84\x02iI\x01\x05', 'latin1')]).toString('base64')
}

function bytesOf(base64: string): object {
  return Buffer.from(base64, 'base64').toJSON()
}

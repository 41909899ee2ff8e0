import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { person } from '../../../test/providers/person.ts'
import { openTestMac, type TestMac } from '../../../workbench/bluebubbles-api/fixture/test-mac.ts'
import type { ProviderEvent } from '../provider.ts'
import { read } from './read.ts'

let world: TestMac

beforeEach(async () => {
  world = await openTestMac(['new-message', 'updated-message'])
})
afterEach(() => world.close())

const told: TestMac['told'] = (message) => world.told(message)

const photo = { guid: 'at_0', mimeType: 'image/jpeg', transferName: 'IMG_1.jpeg', totalBytes: 9 }

describe('what an app draws comes in words', () => {
  const plugin = 'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:'
  test.each([
    ['com.apple.DigitalTouchBalloonProvider', /Digital Touch/],
    ['com.apple.Handwriting.HandwritingProvider', /handwriting/],
    [`${plugin}com.apple.PassbookUIService.PeerPaymentMessagesExtension`, /Apple Cash/],
    [`${plugin}com.apple.findmy.FindMyMessagesApp`, /location/],
    [`${plugin}com.apple.messages.Polls`, /poll/],
    [`${plugin}com.gamerdelights.gamepigeon.ext`, /game/],
    [`${plugin}com.example.NewThing`, /com\.example\.NewThing/],
  ])('%s', async (balloonBundleId, body) => {
    const inner = { ...photo, mimeType: null, transferName: 'A1.pluginPayloadAttachment' }
    const [reply] = await told({ body: '\uFFFC', balloonBundleId, attachments: [inner] })
    expect(reply).toMatchObject({ kind: 'reply', made: true, body: expect.stringMatching(body) })
    expect(reply).not.toHaveProperty('attachments')
    expect(reply).not.toHaveProperty('provisional')
  })

  test('with what stands on its face, where the server tells it', async () => {
    const payloadData = [{ userInfo: { caption: 'Lunch?', subcaption: 'Pizza or pasta' }, an: 'Polls' }]
    const data = { ...row('\uFFFC'), balloonBundleId: `${plugin}com.apple.messages.Polls`, payloadData }
    expect(await readOne(data)).toMatchObject([{ body: expect.stringMatching(/poll.*: Lunch\? · Pizza or pasta\.$/) }])
  })
})

test('a link is its address, without the files of its preview', async () => {
  const inner = (n: number) => ({
    guid: `at_${n}`,
    mimeType: null,
    transferName: `8B${n}.pluginPayloadAttachment`,
    totalBytes: 1,
  })
  const balloonBundleId = 'com.apple.messages.URLBalloonProvider'
  const [reply] = await told({ body: 'https://example.com/offer', balloonBundleId, attachments: [inner(1), inner(2)] })
  expect(reply).toMatchObject({ kind: 'reply', body: 'https://example.com/offer' })
  expect(reply).not.toHaveProperty('attachments')
  expect(reply).not.toHaveProperty('made')
})

test('a hidden file is none, whatever it is called, and an unnamed type is known by the name', async () => {
  const attachments = [
    { guid: 'a', mimeType: null, transferName: 'offer.pdf' },
    { guid: 'b', mimeType: 'video/quicktime', transferName: 'IMG_1.MOV', hideAttachment: true },
  ]
  expect(await readOne({ ...row('See'), attachments })).toMatchObject([
    { body: 'See', attachments: [{ name: 'offer.pdf', contentType: 'application/pdf' }] },
  ])
})

test('a place and a shared location are said in words', async () => {
  const pin = { guid: 'a', mimeType: 'text/x-vlocation', transferName: 'CL.loc.vcf', totalBytes: 9 }
  expect(await told({ body: '\uFFFC', attachments: [pin] })).toMatchObject([
    { made: true, body: expect.stringMatching(/place/) },
  ])
  expect(await readOne({ ...row(''), itemType: 4 })).toMatchObject([
    { kind: 'reply', made: true, body: expect.stringMatching(/location/) },
  ])
})

function row(text: string): Record<string, unknown> {
  const chats = [{ guid: `iMessage;-;${person}`, style: 45 }]
  return {
    guid: 'X',
    text,
    isFromMe: false,
    dateCreated: 1_790_000_000_000,
    handle: { address: person },
    chats,
    attachments: [],
  }
}

async function readOne(data: object, type = 'new-message'): Promise<ProviderEvent[]> {
  return read({ origin: 'webhook', headers: {}, body: Buffer.from(JSON.stringify({ type, data })) })
}

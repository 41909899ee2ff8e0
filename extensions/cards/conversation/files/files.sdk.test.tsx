import { Input, Link } from '@hubspot/ui-extensions'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emailLine, fakeFunction, message, problem, smsLine, type FakeFunction } from '../fixture/fake-function.ts'
import { openedCard } from '../fixture/opened-card.tsx'

const offer = 'https://files.example.com/offer.pdf'
const photo = 'https://files.example.com/photo.jpg'
const mmsLine = { ...smsLine, attachments: { most: 2, bytes: 600_000, types: ['image/jpeg', 'application/pdf'] } }

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-21T10:00:00Z') }))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

async function opened(fake: FakeFunction) {
  const card = await openedCard(fake)
  const links = () => card.findAll(Input, (input) => input.props.label.startsWith('Link'))
  async function link(index: number, url: string) {
    links()[index]?.props.onInput?.(url)
    await card.after(0)
  }
  return {
    ...card,
    links: () => links().map(({ props }) => props.value),
    link,
    /** Adds one more link and fills it in. */
    async attach(url: string) {
      const index = links().length
      await card.click(index === 0 ? 'Attach a file' : 'Attach another file')
      await link(index, url)
    },
  }
}

describe('attaching', () => {
  it('sends a message with the files the rep links to', async () => {
    const fake = fakeFunction([mmsLine])
    const card = await opened(fake)
    await card.write('Our offer')
    await card.click('Attach a file')
    expect(card.says()).toContain('Up to 2 files, at most 600 KB each: JPEG, PDF.')
    await card.link(0, `  ${offer} `)
    await card.click('Attach another file')
    expect(card.button('Attach another file')).toBeNull()
    await card.click('Send')
    expect(fake.sends()).toMatchObject([{ body: 'Our offer', attachments: [{ url: offer }] }])
    expect(card.links()).toEqual([])
    expect(card.thread()).toEqual(['Our offer [Queued]'])
    expect(card.find(Link).text).toBe('offer.pdf')
  })

  it('sends a file by itself, and nothing where there is neither text nor file', async () => {
    const fake = fakeFunction([mmsLine])
    const card = await opened(fake)
    expect(card.button('Send')?.props.disabled).toBe(true)
    await card.attach(' ')
    expect(card.button('Send')?.props.disabled).toBe(true)
    await card.link(0, photo)
    expect(card.button('Send')?.props.disabled).toBe(false)
    await card.click('Send')
    expect(fake.sends()).toMatchObject([{ body: '', attachments: [{ url: photo }] }])
    expect(card.find(Link).text).toBe('photo.jpg')
  })

  it('shows the files of a message that is on its way to the relay', async () => {
    const fake = fakeFunction([mmsLine])
    fake.next['send-message'].push(new Promise<null>(() => {}))
    const card = await opened(fake)
    await card.write('Our offer')
    await card.attach(`${offer}?at=1`)
    await card.click('Send')
    expect(card.thread()).toEqual(['Our offer [Sending]'])
    expect(card.find(Link).text).toBe('offer.pdf')
  })

  it('is offered only where the line carries files, and names none when there are none', async () => {
    const fake = fakeFunction([smsLine])
    const card = await opened(fake)
    expect(card.button('Attach a file')).toBeNull()
    await card.write('Hello')
    await card.click('Send')
    expect(fake.sends()[0]).not.toHaveProperty('attachments')
  })

  it('removes the one that the rep removes', async () => {
    const fake = fakeFunction([mmsLine])
    const card = await opened(fake)
    await card.write('Both')
    await card.attach(offer)
    await card.attach(photo)
    await card.click('Remove file')
    expect(card.links()).toEqual([photo])
    await card.click('Send')
    expect(fake.sends()).toMatchObject([{ attachments: [{ url: photo }] }])
  })

  it.each(['http://files.example.com/offer.pdf', 'offer.pdf', 'javascript:alert(1)', 'https://a b', 'https://'])(
    'does not send while %s stands for a file',
    async (url) => {
      const fake = fakeFunction([mmsLine])
      const card = await opened(fake)
      await card.write('Our offer')
      await card.attach(url)
      expect(card.says()).toContain('begins with https://')
      expect(card.button('Send')?.props.disabled).toBe(true)
      await card.click('Send')
      expect(fake.sends()).toEqual([])
    },
  )

  it('says what stands in the way when the rep picks a line that carries fewer files or none', async () => {
    const fake = fakeFunction([mmsLine, emailLine, { ...smsLine, id: 'plain', label: 'Plain' }])
    fake.lines[1] = {
      ...emailLine,
      attachments: {
        most: 1,
        bytes: 1_500_000,
        types: ['image/*', 'audio/x-caf', 'text/csv', 'text/calendar', 'text/vcard', 'application/msword'],
      },
    }
    const card = await opened(fake)
    await card.write('Both')
    await card.attach(offer)
    await card.attach(photo)
    await card.pick('email-line')
    expect(card.says()).toContain('Inbox carries at most 1 at once. Remove 1.')
    expect(card.says()).toContain('One file, at most 1.5 MB: images, CAF, CSV, calendar entries, contact cards, Word.')
    await card.pick('plain')
    expect(card.says()).toContain('Plain carries no files. Remove them or choose another line.')
    await card.click('Send')
    expect(fake.sends()).toEqual([])
    await card.click('Remove file')
    await card.click('Remove file')
    await card.click('Send')
    expect(fake.sends()).toHaveLength(1)
  })

  it('keeps the files when the relay refuses, and retries with them as the same message', async () => {
    const fake = fakeFunction([mmsLine])
    fake.next['send-message'].push(problem('attachment_refused', 422, 'That address is private.', true))
    const card = await opened(fake)
    await card.write('Our offer')
    await card.attach(offer)
    await card.click('Send')
    expect(card.says()).toContain('That address is private.')
    expect(card.links()).toEqual([offer])
    await card.click('Retry')
    const [refused, retried] = fake.sends()
    expect(retried).toEqual(refused)
  })

  it('makes another message of other files after a refusal', async () => {
    const fake = fakeFunction([mmsLine])
    fake.next['send-message'].push(problem('attachment_refused', 422))
    const card = await opened(fake)
    await card.write('Our offer')
    await card.attach(offer)
    await card.click('Send')
    await card.link(0, photo)
    await card.click('Send')
    const [refused, changed] = fake.sends()
    expect(changed?.idempotencyKey).not.toBe(refused?.idempotencyKey)
    expect(changed?.attachments).toEqual([{ url: photo }])
  })
})

describe('the files of a message', () => {
  it('are links where they may be opened, and named otherwise', async () => {
    const attachments = [
      { name: 'offer.pdf', contentType: 'application/pdf', url: offer },
      { name: 'voice.ogg', contentType: 'audio/ogg', url: null },
      { name: 'old.gif', contentType: 'image/gif', url: 'http://files.example.com/old.gif' },
      { name: 'bad.html', contentType: 'text/html', url: 'javascript:alert(1)' },
    ]
    const reply = message('m1', 'See', { direction: 'inbound', source: 'reply', status: 'delivered', attachments })
    const card = await opened(fakeFunction([smsLine], [reply]))
    expect(card.findAll(Link).map(({ text, props }) => [text, props.href])).toEqual([
      ['offer.pdf', { url: offer, external: true }],
    ])
    for (const name of ['voice.ogg', 'old.gif', 'bad.html']) expect(card.says()).toContain(`${name} (cannot be opened`)
  })

  it('go along when a failed message is sent again, and none is sent again without', async () => {
    const failed = { status: 'failed', problem: { code: 'line_down', detail: 'Down.', retryable: true } } as const
    const file = { name: 'offer.pdf', contentType: 'application/pdf', url: offer }
    const fake = fakeFunction(
      [mmsLine],
      [
        message('whole', 'One', { ...failed, attachments: [file] }),
        message('lost', 'Two', { ...failed, attachments: [{ ...file, url: null }] }),
      ],
    )
    const card = await opened(fake)
    await card.click('Retry')
    expect(fake.sends()).toMatchObject([{ idempotencyKey: 'again.whole', attachments: [{ url: offer }] }])
    expect(card.button('Retry')).toBeNull()
  })
})

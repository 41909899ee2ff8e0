import { describe, expect, test } from 'vitest'
import { person } from '../../../test/providers/person.ts'
import { readEvent } from './fixture/read-event.ts'

const address = '+14155550100'
const told = '2026-11-02T10:00:00.000Z'
const reference = '019a0000-0000-7000-8000-000000000001'

describe('a number', () => {
  test.each([
    [{ new_status: 'FLAGGED', new_reputation: 'HEALTHY' }, 'blocked'],
    [{ new_status: 'ACTIVE', new_health_status: 'CRITICAL' }, 'blocked'],
    [{ new_status: 'SUSPENDED', new_reputation: 'CRITICAL' }, 'blocked'],
    [{ new_health_status: 'AT_RISK' }, 'degraded'],
    [{ new_status: 'ACTIVE', new_reputation: 'CRITICAL', new_health_status: 'HEALTHY' }, 'blocked'],
    [{ new_status: 'ACTIVE', new_health_status: 'HEALTHY' }, 'healthy'],
    [{ new_reputation: 'HEALTHY' }, 'healthy'],
    [{ new_status: 'SUSPENDED', new_reputation: 'SUSPENDED' }, undefined],
    [{ new_status: 'SUSPENDED', new_reputation: 'HEALTHY' }, undefined],
    [{ new_status: 'ACTIVE', new_reputation: 'EXCELLENT' }, undefined],
    [{ new_status: 'ACTIVE' }, undefined],
    [{}, undefined],
  ])('%j', async (said, state) => {
    const [event] = await readEvent('phone_number.status_updated', {
      phone_number: '+1 (415) 555-0100',
      changed_at: told,
      ...said,
    })
    expect(event).toMatchObject(state === undefined ? { kind: 'ignored' } : { kind: 'line', state, at: new Date(told) })
  })

  test('that Linq takes back is blocked', async () => {
    expect(await readEvent('phone_number.released', { phone_number: address })).toMatchObject([
      { kind: 'line', state: 'blocked' },
    ])
  })
})

describe('a failure', () => {
  test.each([
    [4001, undefined, 'delivery_failed', 'unknown'],
    [4002, undefined, 'line_unavailable', 'line'],
    [2024, undefined, 'opted_out', 'opted_out'],
    [2008, undefined, 'recipient_not_allowed', 'pair'],
    [1002, undefined, 'recipient_invalid', 'address'],
    [9999, undefined, 'refused', 'unknown'],
    [undefined, undefined, 'delivery_failed', 'unknown'],
    [9999, 'Recipient opted out', 'opted_out', 'opted_out'],
  ])('%s %s is %s, and blames the %s', async (code, reason, name, blame) => {
    const [event] = await readEvent('message.failed', { code, reason, message_id: 'm-1', failed_at: told })
    expect(event).toMatchObject({ kind: 'status', status: 'failed', providerId: 'm-1', error: { code: name, blame } })
  })

  test.each([1007, 3004, 4004, 5002])('%s, which may pass, is put off', async (code) => {
    const [event] = await readEvent('message.failed', { code, message_id: 'm-1', reason: 'Busy' })
    expect(event).toMatchObject({ error: { notNow: { after: null }, detail: expect.stringContaining('Busy') } })
  })
})

describe('what leaves the line', () => {
  const sent = { id: 'm-1', direction: 'outbound', parts: [text('Hi')], service: 'SMS', sent_at: told }
  test('is ours by its key, and says what carried it', async () => {
    expect(await readEvent('message.sent', { ...sent, idempotency_key: reference })).toEqual([
      { kind: 'status', providerId: 'm-1', reference, status: 'sent', at: new Date(told), service: 'SMS' },
    ])
  })

  test.each([[null], ['crm-77'], [undefined]])('with the key %j it was written elsewhere', async (idempotency_key) => {
    const chat = {
      handles: [
        { handle: address, is_me: true },
        { handle: person, is_me: false },
      ],
    }
    expect(await readEvent('message.delivered', { ...sent, idempotency_key, chat, delivered_at: told })).toEqual([
      {
        kind: 'elsewhere',
        providerId: 'm-1',
        to: person,
        body: 'Hi',
        subject: null,
        by: null,
        status: 'delivered',
        service: 'SMS',
        at: new Date(told),
      },
    ])
    // Where the event does not say to whom, it is whoever has written in that chat.
    const [reply] = await readEvent('message.received', { parts: [text('Hi')], chat: { id: 'c-17' } })
    const [later] = await readEvent('message.sent', { ...sent, idempotency_key, chat: { id: 'c-17' } })
    expect(later).toMatchObject({ kind: 'elsewhere', to: (reply as { alias?: string }).alias })
    expect((later as { to: string }).to).toMatch(/^linq chat \D+$/)
    expect(await readEvent('message.sent', { ...sent, idempotency_key })).toMatchObject([{ kind: 'ignored' }])
  })
})

describe('signs, edits and what else people do', () => {
  test.each([
    ['reaction.added', { reaction_type: 'love' }, '❤️'],
    ['reaction.added', { reaction_type: 'custom', custom_emoji: '🦄' }, '🦄'],
    ['reaction.added', { reaction_type: 'sticker', sticker: { file_name: 's.heic' } }, 'sticker'],
    ['reaction.added', { reaction_type: 'wave' }, 'wave'],
    ['reaction.removed', { reaction_type: 'like' }, null],
  ])('%s %j', async (type, sign, reaction) => {
    const from_handle = { handle: person, is_me: false }
    expect(
      await readEvent(type, { message_id: 'm-0', is_from_me: false, from_handle, reacted_at: told, ...sign }),
    ).toMatchObject([
      {
        kind: 'reaction',
        from: person,
        to: { providerId: 'm-0' },
        reaction,
        at: new Date(told),
        body: expect.stringMatching(/\S/),
      },
    ])
    expect(await readEvent(type, { message_id: 'm-0', is_from_me: true, from_handle, ...sign })).toMatchObject([
      { kind: 'ignored' },
    ])
  })

  test('a sign that a phone wrote out as text is that sign', async () => {
    expect(
      await readEvent('message.received', { parts: [text('Loved “See you at five”')], service: 'SMS' }),
    ).toMatchObject([{ kind: 'reaction', to: { quoted: 'See you at five' }, from: person }])
  })

  test('an edit names its message and the new words', async () => {
    const edit = { id: 'm-1', direction: 'inbound', part: { index: 0, text: 'Price is 1000' }, edited_at: told }
    expect(await readEvent('message.edited', edit)).toEqual([
      { kind: 'edited', providerId: 'm-1', body: 'Price is 1000', at: new Date(told) },
    ])
  })

  test.each([
    [
      'location.sharing.started',
      { shared_by: person, shared_with: address, ends_at: '2026-11-02T11:00:00Z' },
      'location with this line until {until}. Linq',
    ],
    [
      'contact_card.received',
      { sender_handle: person, owner_handle: address, first_name: 'Ada', last_name: 'Byron' },
      'Ada Byron',
    ],
    [
      'poll.received',
      {
        message_id: 'p-1',
        direction: 'inbound',
        sender_handle: { handle: person },
        poll: { options: [{ text: 'Red' }] },
      },
      '• Red',
    ],
    [
      'poll.vote.added',
      {
        message_id: 'p-0',
        option_id: 'o',
        sender_handle: { handle: person },
        poll: { options: [{ option_id: 'o', text: 'Blue' }] },
      },
      'Blue',
    ],
  ])('%s becomes words', async (type, data, words) => {
    expect(await readEvent(type, data)).toMatchObject([
      {
        kind: 'reply',
        from: person,
        body: expect.stringContaining(words),
        made: true,
        providerId: expect.stringMatching(/\S/),
      },
    ])
  })
})

function text(value: string): object {
  return { type: 'text', value }
}

import { describe, expect, test } from 'vitest'
import { person } from '../../../test/providers/person.ts'
import { readSent } from './fixture/read-sent.ts'
import { readReceived } from './fixture/read-received.ts'

const address = '+14155550100'
const other = '+14155550200'
const at = '2026-11-02T10:00:00.000Z'

describe('the line', () => {
  test.each([
    [{ sendblue_number: address, to_number: other }, 'reply'],
    [{ sendblue_number: other, to_number: address }, 'ignored'],
    [{ to_number: other }, 'ignored'],
    [{ to_number: address }, 'reply'],
    [{ to_number: '1 (415) 555-0100' }, 'reply'],
    [{ sendblue_number: '4155550100' }, 'reply'],
    [{ sendblue_number: '', to_number: other }, 'ignored'],
    [{}, 'reply'],
  ])('named as %j takes its own messages: %s', async (names, kind) => {
    expect(
      await readReceived({ content: 'Hi', sendblue_number: undefined, to_number: undefined, ...names }),
    ).toMatchObject([{ kind }])
  })

  test('takes its own statuses', async () => {
    const names = { sendblue_number: undefined, from_number: other }
    expect(await readSent({ status: 'DELIVERED', ...names })).toMatchObject([{ kind: 'ignored' }])
    expect(await readSent({ status: 'DELIVERED', ...names, from_number: address })).toMatchObject([
      { kind: 'elsewhere' },
    ])
  })
})

describe('what leaves the line', () => {
  test('is told whole, for the relay to know it or not', async () => {
    const date_updated = '2026-11-02T10:00:05.000Z'
    expect(await readSent({ status: 'DELIVERED', date_updated })).toEqual([
      {
        kind: 'elsewhere',
        providerId: 'H-1',
        to: person,
        body: 'Colleague from dashboard',
        subject: null,
        by: null,
        status: 'delivered',
        statusAt: new Date(date_updated),
        at: new Date(at),
      },
    ])
    expect(await readSent({ status: 'TELEPORTED' })).toMatchObject([{ kind: 'ignored' }])
    expect(await readReceived({ content: 'Echo', number: address })).toMatchObject([{ kind: 'ignored' }])
  })

  test.each([
    ['QUEUED', 'sending'],
    ['DELIVERED', 'delivered'],
    ['READ', 'read'],
    ['TELEPORTED', 'sending'],
  ])('written in the dashboard, %s', async (status, reached) => {
    expect(await readSent({ status, seat_id: 'a-seat', sender_email: 'jo@company.example', service: 'SMS' })).toEqual([
      {
        kind: 'elsewhere',
        providerId: 'H-1',
        to: person,
        body: 'Colleague from dashboard',
        subject: null,
        by: 'jo@company.example',
        status: reached,
        service: 'SMS',
        at: new Date(at),
      },
    ])
  })

  test.each([
    [{ error_code: 4002 }, { code: 'recipient_refused', blame: 'address' }],
    [{ error_code: 5000 }, { code: 'provider_failed', blame: 'unknown' }],
    [{ error_code: 10001 }, { code: 'not_delivered', blame: 'unknown' }],
    [{ error_code: 77 }, { code: 'not_delivered', blame: 'unknown' }],
    [{ error_code: 0 }, { code: 'not_delivered', blame: 'unknown' }],
    [{ opted_out: true }, { code: 'recipient_opted_out', blame: 'opted_out' }],
    [
      { error_code: 77, error_message: 'Contact opted out' },
      { code: 'recipient_opted_out', blame: 'opted_out' },
    ],
    [{ error_code: '4001' }, { code: 'provider_throttled', notNow: { after: null } }],
    [{ error_code: 5509 }, { code: 'provider_throttled', notNow: { after: null } }],
    [{ error_code: 'SMS_LIMIT_REACHED' }, { code: 'sms_limit_reached', notNow: { after: null } }],
  ])('failed with %j', async (failed, error) => {
    for (const status of ['ERROR', 'DECLINED']) {
      const said = { error_reason: 'Why so', ...failed }
      expect(await readSent({ status, ...said })).toMatchObject([
        { kind: 'status', status: 'failed', error: { ...error, detail: expect.stringContaining('Why so') } },
      ])
      expect(await readSent({ status, seat_id: 'a-seat', ...said })).toMatchObject([
        { kind: 'elsewhere', to: person, status: 'failed', error },
      ])
    }
  })
})

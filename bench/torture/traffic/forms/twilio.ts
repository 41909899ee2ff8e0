import type { Delivery } from '../item.ts'
import { lineOf } from '../lines.ts'

type Parameters = Record<string, string | undefined>

const sids = (lineId: string) => {
  const { vendorId } = lineOf(lineId)
  return { AccountSid: `AC${vendorId.padStart(32, '0')}`, MessagingServiceSid: `MG${vendorId.padStart(32, '0')}` }
}

/** Webhooks and list items of Twilio's, built anew from its reference. */
export const twilio = {
  form(lineId: string, parameters: Parameters, query?: string): Delivery {
    const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined)
    return {
      lineId,
      contentType: 'application/x-www-form-urlencoded; charset=UTF-8',
      body: Buffer.from(new URLSearchParams(given).toString()),
      ...(query === undefined ? {} : { query }),
    }
  },
  /** A message of a person; what is undefined is left out. */
  message(lineId: string, from: string, sid: string, Body: string, more: Parameters = {}): Delivery {
    const { address, channel } = lineOf(lineId)
    const prefix = channel === 'whatsapp' ? 'whatsapp:' : ''
    return twilio.form(lineId, {
      ToCountry: 'US',
      SmsMessageSid: sid,
      NumMedia: '0',
      SmsSid: sid,
      SmsStatus: 'received',
      Body,
      To: prefix + address,
      From: from.includes(':') ? from : prefix + from,
      NumSegments: '1',
      MessageSid: sid,
      ApiVersion: '2010-04-01',
      AccountSid: sids(lineId).AccountSid,
      ...more,
    })
  },
  status(lineId: string, to: string, sid: string, MessageStatus: string, more: Parameters = {}): Delivery {
    return twilio.form(lineId, {
      AccountSid: sids(lineId).AccountSid,
      ApiVersion: '2010-04-01',
      From: lineOf(lineId).address,
      MessageSid: sid,
      MessageStatus,
      SmsSid: sid,
      SmsStatus: MessageStatus,
      To: to,
      ...more,
    })
  },
  /** An item of `Messages.json`. */
  resource(lineId: string, sid: string, more: Record<string, unknown>): object {
    const now = new Date().toUTCString().replace('GMT', '+0000')
    return {
      account_sid: sids(lineId).AccountSid,
      api_version: '2010-04-01',
      body: '',
      date_created: now,
      date_sent: now,
      date_updated: now,
      direction: 'inbound',
      error_code: null,
      error_message: null,
      messaging_service_sid: null,
      num_media: '0',
      num_segments: '1',
      price: null,
      price_unit: 'USD',
      sid,
      status: 'received',
      to: lineOf(lineId).address,
      uri: `/2010-04-01/Messages/${sid}.json`,
      ...more,
    }
  },
  service: (lineId: string) => sids(lineId).MessagingServiceSid,
}

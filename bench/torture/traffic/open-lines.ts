import { createServer } from 'node:http'
import { createBlueBubblesApi } from '../../../workbench/bluebubbles-api/bluebubbles-api.ts'
import { createChertApi } from '../../../workbench/chert-api/chert-api.ts'
import { createKannelApi } from '../../../workbench/kannel-api/kannel-api.ts'
import { createLinqApi } from '../../../workbench/linq-api/linq-api.ts'
import { listenOnLoopback } from '../../../workbench/listen-on-loopback.ts'
import type { Mail } from '../../../workbench/mail/create-mail.ts'
import { createSendblueApi } from '../../../workbench/sendblue-api/sendblue-api.ts'
import { createTucoApi } from '../../../workbench/tuco-api/tuco-api.ts'
import { createTwilioApi } from '../../../workbench/twilio-api/twilio-api.ts'
import { createWhatsAppApi } from '../../../workbench/whatsapp-api/whatsapp-api.ts'
import type { Stage } from '../../stage/perform.ts'
import { lines, repliesOf, type TrafficLine } from './lines.ts'
import { openHistory, type History } from './open-history.ts'
import { openSwitchboard, type Switchboard } from './switchboard.ts'

export interface OpenLine extends TrafficLine {
  settings: Record<string, unknown>
  /** Absent on email lines, whose vendor is the mail server. */
  board?: Switchboard
  /** Of lines that are read by their history. */
  history?: History
  /** A person with a window of 24 hours open, by the vendor's own count. */
  openWindow(phone: string): void
}

const secret = 'webhook-secret-of-the-stage'
const whsec = 'whsec_MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0'
const token = 'kZ7pQ2mX9vB4nR6tY1wS3cF8'

interface Opened {
  url: string
  settings: (url: string) => Record<string, unknown>
  close: () => unknown
  openWindow?: (phone: string) => void
}
type Open = (line: TrafficLine, sink: string) => Promise<Opened>

const fakes: Record<string, Open> = {
  async whatsapp({ address, vendorId }, callbackUrl) {
    const keys = {
      phoneNumberId: vendorId,
      accessToken: 'EAAJB0123456789abcdef',
      appSecret: '5f4dcc3b5aa765d61d8327deb882cf99',
    }
    const api = createWhatsAppApi({ ...keys, businessAccountId: '102290129340398', number: address, callbackUrl })
    return {
      url: await api.vendor.listen(),
      settings: (apiUrl) => ({ ...keys, verifyToken: 'a-word-of-our-own', apiUrl }),
      close: () => api.vendor.close(),
      openWindow: (phone) => api.openWindow(phone),
    }
  },
  async twilio({ address, vendorId }, smsUrl) {
    const keys = { accountSid: `AC${vendorId.padStart(32, '0')}`, authToken: '5f4dcc3b5aa765d61d8327deb882cf99' }
    const service = { messagingServiceSid: `MG${vendorId.padStart(32, '0')}` }
    const api = createTwilioApi({ ...keys, ...service, number: address, smsUrl })
    return {
      url: await api.vendor.listen(),
      settings: (apiUrl) => ({ ...keys, ...service, apiUrl }),
      close: () => api.vendor.close(),
    }
  },
  async sendblue({ address }, sink) {
    const keys = { keyId: 'an-id', secretKey: 'a-key' }
    const api = createSendblueApi({ ...keys, lines: [address] })
    for (const type of ['receive', 'outbound'] as const) api.addWebhook(type, sink, secret)
    return {
      url: await api.listen(),
      settings: (url) => ({ url, ...keys, webhookSecret: secret }),
      close: () => api.close(),
    }
  },
  async linq({ address }) {
    const api = createLinqApi({ token: 'a-token', secret: whsec, numbers: [address], subscriptions: [] })
    return {
      url: await api.listen(),
      settings: (url) => ({ url, apiToken: 'a-token', webhookSecret: whsec }),
      close: () => api.close(),
    }
  },
  async chert({ address, vendorId }, url) {
    const signingSecret = '0123456789abcdef0123456789abcdef'
    const api = createChertApi({ signingSecret, lines: [{ id: vendorId, number: address }], webhook: { url, secret } })
    return {
      url: new URL(await api.listen()).origin,
      settings: (at) => ({ url: `${at}/api/v1`, signingSecret, phoneLineId: vendorId, webhookSecret: secret }),
      close: () => api.close(),
    }
  },
  async tuco({ address: phone, vendorId }, url) {
    const apiKey = 'tuco_sk_1'
    const api = createTucoApi({
      apiKey,
      lines: [{ id: vendorId, phone }],
      webhook: { url, secret, events: [] },
      perDay: 10_000,
    })
    return {
      url: await api.listen(),
      settings: (at) => ({ url: at, apiKey, lineId: vendorId, webhookSecret: secret }),
      close: () => api.close(),
    }
  },
  async kannel(_line, sink) {
    const api = createKannelApi({ postUrl: sink, reports: false })
    return {
      url: await api.listen(),
      settings: (at) => ({
        url: `${at}/cgi-bin/sendsms`,
        username: 'homing',
        password: 'a-password',
        webhookToken: token,
      }),
      close: () => api.close(),
    }
  },
  async bluebubbles() {
    const mac = createBlueBubblesApi({ password: 'a-password' })
    return {
      url: await mac.listen(),
      settings: (url) => ({ url, password: 'a-password', webhookToken: token }),
      close: () => mac.close(),
    }
  },
}

/** Starts a fake and a switchboard for every line. What the fakes tell of themselves goes nowhere: the run tells all. */
export async function openLines(stage: Stage, mail: Mail): Promise<OpenLine[]> {
  const server = createServer((request, response) => {
    request.resume()
    response.end()
  })
  const sink = await listenOnLoopback(server)
  stage.atEnd(() => sink.close())
  const opened: OpenLine[] = []
  for (const line of lines) {
    if (line.provider === 'email') {
      opened.push({ ...line, settings: mailSettings(line, mail), openWindow: () => undefined })
      continue
    }
    const open = fakes[line.provider]
    if (!open) throw new Error(`there is no fake of ${line.provider} here`)
    const { url, settings, close, openWindow = () => undefined } = await open(line, sink.url)
    stage.atEnd(close)
    const board = await openSwitchboard()
    stage.atEnd(() => board.close())
    board.lead(url)
    const history = line.id.includes('-h') ? openHistory(line, board) : undefined
    opened.push({ ...line, settings: settings(board.url), board, openWindow, ...(history ? { history } : {}) })
  }
  return opened
}

function mailSettings(line: TrafficLine, { smtpPort, imapPort, password }: Mail): Record<string, unknown> {
  const replies = repliesOf(line)
  const server = { host: '127.0.0.1', secure: 'none' }
  return {
    smtp: { ...server, port: smtpPort },
    imap: { ...server, port: imapPort, user: replies, password },
    replyAddress: replies,
    bounceAddress: replies,
  }
}

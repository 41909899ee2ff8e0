/** A message as Sendblue's webhooks and lists show it. */
export interface SendblueRow {
  accountEmail: string
  content: string
  is_outbound: boolean
  status: string
  error_code: number | string | null
  error_message: string | null
  error_reason: string | null
  error_detail: string | null
  message_handle: string
  date_sent: string
  date_updated: string
  from_number: string
  /** The person's. */
  number: string
  to_number: string
  was_downgraded: boolean | null
  plan: string
  media_url: string
  message_type: string
  group_id: string
  participants: string[]
  send_style: string
  opted_out: boolean
  sendblue_number: string | null
  service: 'iMessage' | 'SMS' | 'RCS'
  group_display_name: string | null
  /** Only where a person in the dashboard wrote it. */
  seat_id?: string
  sender_email?: string
  reply_to?: object
  thread_originator?: object
  location?: object
  app_card?: object
}

/** A message with everything that is the same for most. */
export function sendblueMessage(
  fields: Pick<SendblueRow, 'message_handle' | 'number' | 'content' | 'is_outbound'> & {
    at: Date
    sendblue_number: string | null
  } & Partial<SendblueRow>,
): SendblueRow {
  const { at, ...given } = fields
  const { number, sendblue_number: line, is_outbound: outbound } = given
  return {
    accountEmail: 'sales@company.example',
    status: outbound ? 'QUEUED' : 'RECEIVED',
    error_code: null,
    error_message: null,
    error_reason: null,
    error_detail: null,
    date_sent: at.toISOString(),
    date_updated: at.toISOString(),
    from_number: outbound ? (line ?? '') : number,
    to_number: outbound ? number : (line ?? ''),
    was_downgraded: outbound ? false : null,
    plan: 'dedicated',
    media_url: '',
    message_type: 'message',
    group_id: '',
    participants: [],
    send_style: '',
    opted_out: false,
    service: 'iMessage',
    group_display_name: null,
    ...given,
  }
}

import { lineOf } from '../lines.ts'

/** A message as Sendblue's webhooks and lists show it, built anew from its reference. */
export function sendblueRow(lineId: string, person: string, handle: string, more: Record<string, unknown>): object {
  const line = lineOf(lineId).address
  const at = new Date().toISOString()
  const outbound = more.is_outbound === true
  return {
    accountEmail: 'sales@company.example',
    content: '',
    is_outbound: outbound,
    status: outbound ? 'SENT' : 'RECEIVED',
    error_code: null,
    error_message: null,
    error_reason: null,
    error_detail: null,
    message_handle: handle,
    date_sent: at,
    date_updated: at,
    from_number: outbound ? line : person,
    number: person,
    to_number: outbound ? person : line,
    was_downgraded: outbound ? false : null,
    plan: 'dedicated',
    media_url: '',
    message_type: 'message',
    group_id: '',
    participants: [],
    send_style: '',
    opted_out: false,
    sendblue_number: line,
    service: 'iMessage',
    group_display_name: null,
    ...more,
  }
}

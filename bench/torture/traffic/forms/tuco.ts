import { lineOf } from '../lines.ts'

type Members = Record<string, unknown>

/** Events of Tuco's in each of the forms that it describes. */
export const tuco = {
  flat: (lineId: string, person: string, id: string, message: unknown, more: Members = {}): Members => {
    const at = new Date().toISOString()
    const row = {
      leadId: `lead-${person}`,
      messageId: id,
      respondedAtUtc: at,
      recipientEmail: null,
      recipientPhone: person,
    }
    return {
      event: 'message.reply',
      timestamp: at,
      workspaceId: 'org_1',
      messageId: id,
      leadId: `lead-${person}`,
      firstName: 'Jane',
      lastName: 'Doe',
      phone: person,
      fromLineId: lineOf(lineId).vendorId,
      repliedAtUtc: at,
      parentMessages: [],
      message,
      data: { reply: row, repliedAtUtc: at, parentMessages: [] },
      ...more,
    }
  },
  nested: (lineId: string, person: string, id: string, message: unknown, more: Members = {}): Members => ({
    event: 'message.reply',
    timestamp: new Date().toISOString(),
    workspaceId: 'org_1',
    data: {
      messageId: id,
      recipientPhone: person,
      message,
      status: 'received',
      lineId: lineOf(lineId).vendorId,
      firstName: 'Jane',
      lastName: 'Doe',
      ...more,
    },
  }),
  status: (lineId: string, person: string, id: string, event: string, more: Members = {}): Members => ({
    event,
    timestamp: new Date().toISOString(),
    workspaceId: 'org_1',
    messageId: id,
    message: { _id: id, recipientPhone: person, fromLineId: lineOf(lineId).vendorId, message: 'Hello', status: 'x' },
    leadId: `lead-${person}`,
    data: more,
  }),
}

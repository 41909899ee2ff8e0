import type { ChatRow } from './chat-db.ts'

/** A row as webhooks and answers show it. An `updated-message` webhook has no chats, and no webhook what an app put into its balloon. */
export function onWire(
  row: ChatRow,
  extra: { tempGuid?: string; chats: boolean; history?: boolean },
): Record<string, unknown> {
  const group = row.chatGuid.includes(';+;')
  const service = row.chatGuid.startsWith('SMS') ? 'SMS' : 'iMessage'
  const { address: _, chatGuid, ...shown } = row
  const attachments = row.attachments.map(({ content: _, hideAttachment, ...attachment }) => ({
    ...attachment,
    ...(extra.history ? { hideAttachment: hideAttachment ?? false } : {}),
  }))
  return {
    ...shown,
    attachments,
    ...(extra.tempGuid === undefined ? {} : { tempGuid: extra.tempGuid }),
    handle: row.isFromMe && !group ? null : { originalROWID: 7, address: row.address, service, country: 'us' },
    handleId: 7,
    otherHandle: 0,
    isDelivered: row.dateDelivered !== null,
    hasDdResults: false,
    isArchived: false,
    groupTitle: null,
    groupActionType: 0,
    expressiveSendStyleId: null,
    threadOriginatorGuid: null,
    hasPayloadData: row.payloadData !== null,
    messageSummaryInfo: null,
    payloadData: extra.history ? row.payloadData : null,
    ...(extra.chats
      ? {
          chats: [
            {
              originalROWID: 3,
              guid: chatGuid,
              style: group ? 43 : 45,
              chatIdentifier: chatGuid.split(';').at(-1),
              isArchived: false,
              displayName: '',
            },
          ],
        }
      : {}),
  }
}

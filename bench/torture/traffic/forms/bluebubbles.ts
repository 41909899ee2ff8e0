type Members = Record<string, unknown>

/** A row of Messages' database as BlueBubbles Server shows it. */
export function blueBubblesRow(person: string, guid: string, more: Members = {}): Members {
  const mine = more.isFromMe === true
  const chat = { originalROWID: 3, guid: `iMessage;-;${person}`, style: 45, chatIdentifier: person, isArchived: false }
  return {
    originalROWID: 7,
    guid,
    text: null,
    attributedBody: null,
    handle: mine ? null : { originalROWID: 7, address: person, service: 'iMessage', country: 'us' },
    handleId: 7,
    otherHandle: 0,
    attachments: [],
    subject: null,
    error: 0,
    dateCreated: Date.now(),
    dateRead: null,
    dateDelivered: null,
    isDelivered: false,
    isFromMe: mine,
    hasDdResults: false,
    isArchived: false,
    itemType: 0,
    groupTitle: null,
    groupActionType: 0,
    balloonBundleId: null,
    associatedMessageGuid: null,
    associatedMessageType: null,
    expressiveSendStyleId: null,
    threadOriginatorGuid: null,
    hasPayloadData: false,
    messageSummaryInfo: null,
    payloadData: null,
    chats: [chat],
    ...more,
  }
}

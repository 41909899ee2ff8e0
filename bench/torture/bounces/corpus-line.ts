import { markedReference, messageIdOf } from '../../../relay/providers/email/message-id.ts'
import type { EmailLine } from '../../../relay/providers/email/email-line.ts'
import type { Marks } from './graft.ts'

/** A line that nothing is sent by: it only owns the message that every report returns. */
export const corpusLine: EmailLine = {
  portalId: '62515',
  id: 'corpus',
  label: 'Corpus',
  channel: 'email',
  address: 'sales@homing-corpus.example',
  callbackUrl: 'http://127.0.0.1/unused',
  settings: {
    smtp: { host: '127.0.0.1', port: 1, secure: 'none' },
    imap: { host: '127.0.0.1', port: 1, secure: 'none', user: 'sales', password: '' },
  },
}

export const corpusReference = '01890a5d-ac96-774b-bcce-b302099a8057'

export const corpusMarks: Marks = {
  messageId: messageIdOf(corpusReference, corpusLine),
  reference: markedReference(corpusReference, corpusLine),
}

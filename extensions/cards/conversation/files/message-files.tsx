import { useContext } from 'react'
import { Link, Text } from '@hubspot/ui-extensions'
import { ReaderTime } from '../thread/reader-time.ts'
import type { ConversationMessage } from '../../../../contract/conversation.ts'

/** The files of a message; only what the web serves safely is a link. */
export function MessageFiles({ files }: { files: ConversationMessage['attachments'] }) {
  const when = useContext(ReaderTime)
  return (
    <>
      {files.map(({ name, url, until }, index) =>
        url?.startsWith('https://') ? (
          <Link key={index} href={{ url, external: true }}>
            {name || 'File'}
            {until ? ` (link until ${when(until)})` : ''}
          </Link>
        ) : (
          <Text key={index} variant="microcopy">
            {name || 'File'} (cannot be opened from here)
          </Text>
        ),
      )}
    </>
  )
}

import { Link, Text } from '@hubspot/ui-extensions'
import type { ConversationMessage } from '../../../../contract/conversation.ts'

/** The files of a message; only what the web serves safely is a link. */
export function MessageFiles({ files }: { files: ConversationMessage['attachments'] }) {
  return (
    <>
      {files.map(({ name, url }, index) =>
        url?.startsWith('https://') ? (
          <Link key={index} href={{ url, external: true }}>
            {name || 'File'}
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

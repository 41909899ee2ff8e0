import { Button, Flex, Input, Text } from '@hubspot/ui-extensions'
import type { ConversationLine } from '../../../../contract/conversation.ts'
import type { Composer } from './composer.ts'
import type { DraftFile } from '../files/draft-file.ts'
import { fileLimitWords } from '../files/file-limit-words.ts'
import { filesHindrance } from '../files/files-hindrance.ts'
import { MildWarning } from './mild-warning.tsx'

interface AttachedFilesProps {
  files: readonly DraftFile[]
  line: ConversationLine
  composer: Pick<Composer, 'attach' | 'changeFile'>
}

/** The files that go along, as links: a card cannot read a file from the rep's machine. */
export function AttachedFiles({ files, line, composer }: AttachedFilesProps) {
  const limits = line.attachments
  const hindrance = filesHindrance(files, line)
  return (
    <>
      {files.map(({ id, url }, index) => (
        <Flex key={id} direction="column" gap="flush">
          <Input
            label={files.length === 1 ? 'Link to the file' : `Link to file ${index + 1}`}
            name={`file-${id}`}
            placeholder="https://"
            value={url}
            onInput={(next) => composer.changeFile(id, next)}
          />
          <Flex justify="start">
            <Button size="xs" variant="transparent" onClick={() => composer.changeFile(id, null)}>
              Remove file
            </Button>
          </Flex>
        </Flex>
      ))}
      {hindrance !== null && <MildWarning text={hindrance} />}
      {limits && files.length > 0 && <Text variant="microcopy">{fileLimitWords(limits)}</Text>}
      {limits && files.length < limits.most && (
        <Flex justify="start">
          <Button size="xs" variant="transparent" onClick={() => composer.attach(line)}>
            {files.length === 0 ? 'Attach a file' : 'Attach another file'}
          </Button>
        </Flex>
      )}
    </>
  )
}

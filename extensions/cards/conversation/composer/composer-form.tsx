import { Button, Flex, Input, TextArea } from '@hubspot/ui-extensions'
import type { ConversationLine } from '../../../../contract/conversation.ts'
import { AttachedFiles } from './attached-files.tsx'
import type { Composer, ComposerState } from './composer.ts'
import { filesHindrance } from '../files/files-hindrance.ts'
import { LinePicker } from './line-picker.tsx'
import { longestText } from './longest-text.ts'
import { RefusalAlert } from './refusal-alert.tsx'

interface ComposerFormProps {
  lines: readonly ConversationLine[]
  /** Absent while the lines are not known yet; writing is possible already. */
  line: ConversationLine | undefined
  writing: ComposerState
  composer: Composer
}

/** Where the rep writes. */
export function ComposerForm({ lines, line, writing, composer }: ComposerFormProps) {
  const { draft } = writing
  const lineId = line?.id ?? null
  const tooLong = draft.body.length > longestText(line)
  const hindered = tooLong || (line !== undefined && filesHindrance(draft.files, line) !== null)
  const send = line && !hindered ? () => void composer.send(line) : null
  return (
    <Flex direction="column" gap="sm">
      {line && <LinePicker lines={lines} line={line} onPick={(picked) => composer.write({ lineId: picked })} />}
      {line?.channel === 'email' && (
        <Input
          label="Subject"
          name="subject"
          value={draft.subject}
          onInput={(subject) => composer.write({ subject, lineId })}
        />
      )}
      <TextArea
        label="Message"
        name="body"
        rows={3}
        resize="vertical"
        value={draft.body}
        onInput={(body) => composer.write({ body, lineId })}
        {...lengthWords(draft.body.length, line)}
      />
      {line && <AttachedFiles files={draft.files} line={line} composer={composer} />}
      {writing.is === 'refused' && <RefusalAlert refusal={writing} onRetry={send} composer={composer} />}
      <Flex justify="end">
        <Button
          variant="primary"
          disabled={send === null || writing.is === 'sending' || !draft.body.trim()}
          onClick={() => send?.()}
        >
          Send
        </Button>
      </Flex>
    </Flex>
  )
}

function lengthWords(
  length: number,
  line: ConversationLine | undefined,
): { validationMessage?: string; error?: boolean } {
  const longest = longestText(line)
  if (length < longest * 0.9) return {}
  if (length <= longest) return { validationMessage: `${longest - length} characters left` }
  return {
    validationMessage: `This text has ${length} characters; ${line?.label ?? 'a message'} carries at most ${longest}.`,
    error: true,
  }
}

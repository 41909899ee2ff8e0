import { Button, Flex, Input, TextArea } from '@hubspot/ui-extensions'
import type { ConversationLine } from '../../../../contract/conversation.ts'
import { AttachedFiles } from './attached-files.tsx'
import type { Composer, ComposerState } from './composer.ts'
import { saysNothing } from './draft.ts'
import { filesHindrance } from '../files/files-hindrance.ts'
import type { LineChoice } from './line-choice.ts'
import { LinePicker } from './line-picker.tsx'
import { longestText } from './longest-text.ts'
import { RefusalAlert } from './refusal-alert.tsx'

interface ComposerFormProps {
  lines: readonly ConversationLine[]
  /** No line while none are known yet, or while the rep has to choose one; writing is possible already. */
  choice: LineChoice
  writing: ComposerState
  composer: Composer
}

/** Where the rep writes. */
export function ComposerForm({ lines, choice: { line, notices }, writing, composer }: ComposerFormProps) {
  const { draft } = writing
  const lineId = line?.id ?? null
  const tooLong = draft.body.length > longestText(line)
  // A paused line keeps the message; whatever else stands against a line has it refused.
  const refused = Boolean(line?.obstacle) && line?.obstacle?.is !== 'paused'
  const hindered = refused || tooLong || (line !== undefined && filesHindrance(draft.files, line) !== null)
  const send = line && !hindered ? () => void composer.send(line) : null
  return (
    <Flex direction="column" gap="sm">
      {lines.length > 0 && (
        <LinePicker {...{ lines, line, notices }} isWriting={!saysNothing(draft)} onPick={composer.pick} />
      )}
      {line?.channel === 'email' && (
        <Input
          label="Subject"
          description="Left empty, it is that of the conversation, or one that names the sender."
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
      {writing.is === 'refused' && (
        <RefusalAlert refusal={writing} line={hindered ? undefined : line} onRetry={send} composer={composer} />
      )}
      <Flex justify="end">
        <Button
          variant="primary"
          disabled={send === null || writing.is === 'sending' || saysNothing(draft)}
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

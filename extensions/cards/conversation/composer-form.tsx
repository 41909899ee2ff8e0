import { Button, Flex, Input, TextArea } from '@hubspot/ui-extensions'
import type { ConversationLine } from '../../../contract/conversation.ts'
import type { Composer, ComposerState } from './composer.ts'
import { LinePicker } from './line-picker.tsx'
import { RefusalAlert } from './refusal-alert.tsx'

/** The longest text the relay takes; a line may take less and says so when asked. */
const longest = 100_000

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
  const send = line ? () => void composer.send(line) : null
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
        {...lengthWords(draft.body.length)}
      />
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

function lengthWords(length: number): { validationMessage?: string; error?: boolean } {
  if (length < longest * 0.9) return {}
  const left = longest - length
  if (left >= 0) return { validationMessage: `${left} characters left` }
  return { validationMessage: `${-left} over the limit of ${longest} characters`, error: true }
}

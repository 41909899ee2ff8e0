import { Alert, Button, Flex, Text } from '@hubspot/ui-extensions'
import type { ConversationLine } from '../../../../contract/conversation.ts'
import type { Composer, ComposerState } from './composer.ts'
import { mayBeAccepted } from '../doubt/may-be-accepted.ts'

interface RefusalAlertProps {
  refusal: Extract<ComposerState, { is: 'refused' }>
  /** On which it would be sent now; absent where it cannot be. */
  line: ConversationLine | undefined
  onRetry: (() => void) | null
  composer: Pick<Composer, 'discard' | 'send'>
}

/** Why the last attempt was not accepted, or that this is not known, and what can be done about it. */
export function RefusalAlert({ refusal, line, onRetry, composer }: RefusalAlertProps) {
  const { problem, draft, about } = refusal
  if (problem.code === 'idempotency_key_reused') {
    return (
      <Alert title="An earlier version was accepted" variant="warning">
        What you had written before was accepted and is shown below. Send again only if this text is to go out as well.
      </Alert>
    )
  }
  const uncertain = mayBeAccepted(problem)
  const retry = about === 'draft' && problem.retryable ? onRetry : null
  const unsureOf = about === 'draft' && problem.code === 'unsure_address' ? line?.address : null
  const inDoubt = about === 'draft' && draft.tried === 'unknown'
  return (
    <>
      <Alert
        title={uncertain ? 'Not known whether this was accepted' : 'Not sent'}
        variant={uncertain ? 'warning' : 'danger'}
      >
        <Text>{problem.detail}</Text>
        {uncertain && <Text>It may have been accepted. To send the same text again is safe: it goes out once.</Text>}
      </Alert>
      {(retry || inDoubt || unsureOf) && (
        <Flex gap="sm" wrap="wrap">
          {retry && (
            <Button size="sm" onClick={retry}>
              Retry
            </Button>
          )}
          {line && unsureOf && (
            <Button size="sm" onClick={() => void composer.send(line, unsureOf)}>
              Send to {unsureOf} anyway
            </Button>
          )}
          {inDoubt && (
            <Button size="sm" variant="transparent" onClick={composer.discard}>
              Discard draft
            </Button>
          )}
        </Flex>
      )}
    </>
  )
}

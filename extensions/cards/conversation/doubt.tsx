import { useRef, useState } from 'react'
import { Alert, Button, Flex, Text } from '@hubspot/ui-extensions'
import type { DeliveryStatus } from '../../../contract/delivery-status.ts'
import type { Problem } from '../../../contract/problem.ts'
import type { Outcome } from './card-relay.ts'
import { mayBeAccepted } from './may-be-accepted.ts'

interface DoubtProps {
  status: DeliveryStatus
  /** Brings why what the rep said does not count, else null. */
  onSettle: (outcome: Outcome) => Promise<Problem | null>
}

const answers = [
  ['sent', 'It was sent'],
  ['not_sent', 'It was not sent'],
] as const

/** What is to be said of a message that may or may not have been sent, and the rep's way to settle it. */
export function Doubt({ status, onSettle }: DoubtProps) {
  const [saying, setSaying] = useState<Outcome | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  // A second click counts for nothing even before the buttons are drawn as busy.
  const busy = useRef(false)
  const inDoubt = status === 'unknown'

  async function settle(outcome: Outcome): Promise<void> {
    if (busy.current) return
    busy.current = true
    setSaying(outcome)
    setProblem(await onSettle(outcome))
    setSaying(null)
    busy.current = false
  }

  // Once the doubt is over, a lost answer is no news any more, but a refusal explains why another word counts.
  const lost = problem !== null && mayBeAccepted(problem)
  return (
    <>
      {inDoubt && (
        <>
          <Text variant="microcopy">It is not sent again by itself.</Text>
          <Text variant="microcopy">
            If you have looked, on the phone or line it left from or with the contact, say what became of it:
          </Text>
          <Flex gap="xs" wrap="wrap">
            {answers.map(([outcome, words]) => (
              <Button
                key={outcome}
                size="xs"
                variant="secondary"
                disabled={saying !== null}
                onClick={() => void settle(outcome)}
              >
                {saying === outcome ? 'Saving…' : words}
              </Button>
            ))}
          </Flex>
        </>
      )}
      {problem && (inDoubt || !lost) && (
        <Alert title={lost ? 'Not known whether this was noted' : 'Not noted'} variant="warning">
          <Text>{problem.detail}</Text>
          {lost && <Text>To say the same again is safe.</Text>}
        </Alert>
      )}
    </>
  )
}

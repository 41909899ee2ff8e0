import { Button, Flex, Text } from '@hubspot/ui-extensions'
import type { DeliveryStatus } from '../../../../contract/delivery-status.ts'
import type { Problem } from '../../../../contract/problem.ts'
import type { Outcome } from '../card-relay.ts'
import { DeedProblem } from './deed-problem.tsx'
import { mayBeAccepted } from './may-be-accepted.ts'
import { useDeed } from './use-deed.ts'

interface DoubtProps {
  status: DeliveryStatus
  /** Brings why what the rep said does not count, else null. */
  onSettle: (outcome: Outcome) => Promise<Problem | null>
}

const answers = [
  ['sent', 'It was sent'],
  ['not_sent', 'It was not sent'],
] as const

/** The rep's way to settle what may or may not have been sent. */
export function Doubt({ status, onSettle }: DoubtProps) {
  const { saying, problem, say } = useDeed(onSettle)
  const inDoubt = status === 'unknown'
  return (
    <>
      {inDoubt && (
        <>
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
                onClick={() => say(outcome)}
              >
                {saying === outcome ? 'Saving…' : words}
              </Button>
            ))}
          </Flex>
        </>
      )}
      {/* Once the doubt is over, a lost answer is no news any more, but a refusal explains why another word counts. */}
      {problem && (inDoubt || !mayBeAccepted(problem)) && <DeedProblem problem={problem} />}
    </>
  )
}

import { Button, Flex } from '@hubspot/ui-extensions'
import type { Problem } from '../../../../contract/problem.ts'
import { DeedProblem } from './deed-problem.tsx'
import { useDeed } from './use-deed.ts'

interface LetPassProps {
  /** The message that holds this one up. */
  behind: string
  /** Brings why it does not count, else null. */
  onLetPass: (messageId: string) => Promise<Problem | null>
}

/** A rep's way to let a message leave before the earlier one that it waits for. */
export function LetPass({ behind, onLetPass }: LetPassProps) {
  const { saying, problem, say } = useDeed(onLetPass)
  return (
    <>
      <Flex justify="start">
        <Button size="xs" variant="secondary" disabled={saying !== null} onClick={() => say(behind)}>
          {saying ? 'Saving…' : 'Let it pass'}
        </Button>
      </Flex>
      {problem && <DeedProblem problem={problem} />}
    </>
  )
}

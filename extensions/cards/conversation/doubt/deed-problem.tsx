import { Alert, Text } from '@hubspot/ui-extensions'
import type { Problem } from '../../../../contract/problem.ts'
import { mayBeAccepted } from './may-be-accepted.ts'

/** Why what a rep said does not count, or that nobody knows whether it does. */
export function DeedProblem({ problem }: { problem: Problem }) {
  const lost = mayBeAccepted(problem)
  return (
    <Alert title={lost ? 'Not known whether this was noted' : 'Not noted'} variant="warning">
      <Text>{problem.detail}</Text>
      {lost && <Text>To say the same again is safe.</Text>}
    </Alert>
  )
}

import { useState } from 'react'
import { Button, Flex, Text } from '@hubspot/ui-extensions'
import type { CardAnswer } from '../../../../contract/card-function.ts'
import { MessageText } from './message-text.tsx'

interface WholeMailProps {
  messageId: string
  ask: (messageId: string) => Promise<CardAnswer<'message-original'>>
}

/** All of a mail as text, what was quoted in it, too; asked for when the rep wants it. */
export function WholeMail({ messageId, ask }: WholeMailProps) {
  const [answer, setAnswer] = useState<CardAnswer<'message-original'> | 'asked' | null>(null)
  const show = () => {
    setAnswer('asked')
    void ask(messageId).then(setAnswer)
  }
  const isOpen = answer !== null && answer !== 'asked'
  return (
    <>
      {isOpen && answer.ok && <MessageText body={answer.value.text} />}
      {isOpen && !answer.ok && (
        <Text variant="microcopy">The whole mail could not be loaded. {answer.problem.detail}</Text>
      )}
      <Flex justify="start">
        <Button
          size="xs"
          variant="transparent"
          disabled={answer === 'asked'}
          onClick={() => (isOpen && answer.ok ? setAnswer(null) : show())}
        >
          {isOpen && answer.ok ? 'Hide the whole mail' : 'Show the whole mail'}
        </Button>
      </Flex>
    </>
  )
}

import { useContext, useEffect, useState } from 'react'
import { Button, Flex, Text } from '@hubspot/ui-extensions'
import type { CardAnswer } from '../../../../contract/card-function.ts'
import { channelLabels } from '../../../../contract/channel-names.ts'
import type { ConversationMessage } from '../../../../contract/conversation.ts'
import { ReaderTime } from './reader-time.ts'

interface WhatHappenedProps {
  message: ConversationMessage
  ask: (messageId: string) => Promise<CardAnswer<'message-trace'>>
  find: (messageId: string) => ConversationMessage | undefined
}

/** The story of a message, asked for when the rep wants it and again when its status has changed. */
export function WhatHappened({ message: { id, status, attempts }, ask, find }: WhatHappenedProps) {
  const when = useContext(ReaderTime)
  const [open, setOpen] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const [answer, setAnswer] = useState<CardAnswer<'message-trace'> | null>(null)

  useEffect(() => {
    let wanted = open
    if (wanted) {
      void ask(id).then((news) => {
        if (wanted) setAnswer((known) => (known?.ok && !news.ok ? known : news))
      })
    }
    return () => {
      wanted = false
    }
  }, [open, attempt, id, status, attempts, ask])

  const again = (shown: boolean) => {
    setAnswer(null)
    setOpen(shown)
    setAttempt(attempt + 1)
  }
  return (
    <>
      {open && answer === null && <Text variant="microcopy">Loading what happened…</Text>}
      {open && answer?.ok === false && (
        <>
          <Text variant="microcopy">What happened could not be loaded. {answer.problem.detail}</Text>
          <Flex justify="start">
            <Button size="xs" variant="secondary" onClick={() => again(true)}>
              Try again
            </Button>
          </Flex>
        </>
      )}
      {open && answer?.ok && answer.value.events.length === 0 && <Text variant="microcopy">Nothing is recorded.</Text>}
      {open &&
        answer?.ok &&
        answer.value.events.map((event, index) => {
          const other = event.messageId === id ? undefined : find(event.messageId)
          return (
            <Text key={index} variant="microcopy">
              {[when(event.at), other && channelLabels[other.channel], event.text].filter(Boolean).join(' · ')}
            </Text>
          )
        })}
      <Flex justify="start">
        <Button size="xs" variant="transparent" onClick={() => again(!open)}>
          {open ? 'Hide what happened' : 'What happened'}
        </Button>
      </Flex>
    </>
  )
}

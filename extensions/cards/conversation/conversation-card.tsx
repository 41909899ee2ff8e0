import { useEffect, useMemo } from 'react'
import { Button, ErrorState, Flex, LoadingSpinner, Text } from '@hubspot/ui-extensions'
import type { CardAnswer } from '../../../contract/card-function.ts'
import type { CardRelay } from './card-relay.ts'
import { ComposerForm } from './composer/composer-form.tsx'
import { lineChoice } from './composer/line-choice.ts'
import { messageDeeds } from './doubt/message-deeds.ts'
import { OptOutBanner } from './composer/opt-out-banner.tsx'
import { NoWayToSend } from './composer/no-way-to-send.tsx'
import { ReaderTime } from './thread/reader-time.ts'
import { timeWords } from './thread/time-words.ts'
import { RefreshRow } from './thread/refresh-row.tsx'
import { Thread } from './thread/thread.tsx'
import { useComposer } from './composer/use-composer.ts'
import { useConversation } from './live/use-conversation.ts'
import { useRecordChanges } from './live/use-record-changes.ts'

interface ConversationCardProps {
  relay: CardRelay
  /** The answer to the question that left before the card was drawn. */
  first: Promise<CardAnswer<'conversation'>>
  /** In whose manner times are said, a BCP 47 tag. */
  locale?: string | undefined
  /** The card is no longer shown. */
  onClose?: () => void
  /** Calls back whenever somebody has edited the contact's addresses on the record; HubSpot knows no end of it. */
  watchRecord?: (changed: () => void) => void
}

/** The conversation with one contact: write at the top, newest message first below. */
export function ConversationCard({ relay, first, locale, onClose, watchRecord }: ConversationCardProps) {
  const { conversation, live } = useConversation(first, relay)
  const clock = conversation.is === 'shown' ? conversation.clock : undefined
  const when = useMemo(() => timeWords({ locale, clock }), [locale, clock])
  const { writing, composer } = useComposer(live, relay)
  const deeds = useMemo(() => messageDeeds(relay, live), [relay, live])
  useEffect(() => onClose, [onClose])
  useRecordChanges(watchRecord, live.refresh)

  if (conversation.is === 'failed') {
    return (
      <ErrorState title="The conversation could not be loaded">
        <Text>{conversation.problem.detail}</Text>
        <Button onClick={live.refresh}>Try again</Button>
      </ErrorState>
    )
  }
  if (conversation.is === 'loading') {
    return (
      <Flex direction="column" gap="md">
        <ComposerForm
          key="composer"
          lines={[]}
          choice={lineChoice([], undefined, writing.draft)}
          writing={writing}
          composer={composer}
        />
        <LoadingSpinner label="Loading the conversation" layout="centered" />
      </Flex>
    )
  }
  const { lines, messages, pending } = conversation
  const reachable = lines.some((line) => line.address !== null)
  return (
    <Flex direction="column" gap="md">
      <OptOutBanner lines={lines} />
      {reachable ? (
        // The same as while it is loading, so that what is being typed stays in its field.
        <ComposerForm
          key="composer"
          lines={lines}
          choice={lineChoice(lines, pending ?? messages.at(-1), writing.draft)}
          writing={writing}
          composer={composer}
        />
      ) : (
        <NoWayToSend lines={lines} />
      )}
      <ReaderTime.Provider value={when}>
        <RefreshRow conversation={conversation} onRefresh={live.refresh} />
        <Thread
          conversation={conversation}
          deeds={deeds}
          onResend={writing.is === 'sending' ? null : (message) => void composer.resend(message)}
          onEdit={writing.is === 'sending' || !reachable ? null : composer.edit}
          onOlder={live.askOlder}
        />
      </ReaderTime.Provider>
    </Flex>
  )
}

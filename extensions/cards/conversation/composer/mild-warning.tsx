import { Flex, Icon, Text } from '@hubspot/ui-extensions'

/** Something to know before sending, quieter than an alert. */
export function MildWarning({ text }: { text: string }) {
  return (
    <Flex gap="xs" align="start">
      <Icon name="warning" color="warning" screenReaderText="Note:" />
      <Text variant="microcopy">{text}</Text>
    </Flex>
  )
}

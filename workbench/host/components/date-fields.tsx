import { useId } from 'react'
import { callExtension } from '../call-extension.ts'
import { FieldFrame, fieldAria } from './field-frame.tsx'
import { useFormField } from './form.tsx'
import type { SdkProps } from './sdk-props.ts'
import { useEchoedValue } from './use-echoed-value.ts'

type DateProps = SdkProps<'DateInput'>
type DateValue = NonNullable<DateProps['value']>
type TimeProps = SdkProps<'TimeInput'>
type TimeValue = NonNullable<TimeProps['value']>

const two = (number: number) => String(number).padStart(2, '0')

function dateText(value: DateValue | null | undefined): string {
  return value ? `${String(value.year).padStart(4, '0')}-${two(value.month + 1)}-${two(value.date)}` : ''
}

function DateInput(props: DateProps) {
  const id = useId()
  const { value, setValue, sent } = useEchoedValue<DateValue | null>(props.value, props.defaultValue ?? null)
  useFormField(props.name, { read: () => value })
  const payload = (date: DateValue) => ({ ...date, formattedDate: dateText(date) })
  return (
    <FieldFrame {...props} id={id}>
      <input
        {...fieldAria(id, props)}
        className="hx-input"
        type="date"
        name={props.name}
        readOnly={props.readOnly}
        min={dateText(props.min)}
        max={dateText(props.max)}
        value={dateText(value)}
        onChange={(event) => {
          const [year, month, date] = event.currentTarget.value.split('-').map(Number)
          if (year === undefined || month === undefined || date === undefined) return setValue(null)
          const next = { year, month: month - 1, date }
          setValue(next)
          sent(next)
          callExtension(props.onChange, payload(next))
        }}
        onFocus={() => value && callExtension(props.onFocus, payload(value))}
        onBlur={() => value && callExtension(props.onBlur, payload(value))}
      />
    </FieldFrame>
  )
}

function timeText(value: TimeValue | null | undefined): string {
  return value ? `${two(value.hours)}:${two(value.minutes)}` : ''
}

function TimeInput(props: TimeProps) {
  const id = useId()
  const { value, setValue, sent } = useEchoedValue<TimeValue | null>(
    props.value ?? undefined,
    props.defaultValue ?? null,
  )
  useFormField(props.name, { read: () => value })
  return (
    <FieldFrame {...props} id={id}>
      <input
        {...fieldAria(id, props)}
        className="hx-input"
        type="time"
        name={props.name}
        readOnly={props.readOnly}
        step={(props.interval ?? 30) * 60}
        min={timeText(props.min)}
        max={timeText(props.max)}
        value={timeText(value)}
        onChange={(event) => {
          const [hours, minutes] = event.currentTarget.value.split(':').map(Number)
          if (hours === undefined || minutes === undefined) return setValue(null)
          const next = { hours, minutes }
          setValue(next)
          sent(next)
          callExtension(props.onChange, next)
        }}
        onFocus={() => value && callExtension(props.onFocus, value)}
        onBlur={() => value && callExtension(props.onBlur, value)}
      />
    </FieldFrame>
  )
}

/** Fields for days and times of day. */
export const dateFields = { DateInput, TimeInput }

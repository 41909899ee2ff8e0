import { useId, useRef, useState } from 'react'
import { callExtension } from '../call-extension.ts'
import { FieldFrame, fieldAria } from './field-frame.tsx'
import { useFormField } from './form.tsx'
import type { SdkProps } from './sdk-props.ts'
import { useEchoedValue } from './use-echoed-value.ts'

type NumberProps = Omit<SdkProps<'NumberInput'>, 'label'> & { label: string }

/** Keeps the typed text apart from the number it means, and commits the number on blur. */
function useNumberField(props: NumberProps) {
  const id = useId()
  const { value, setValue, sent } = useEchoedValue<number | null>(props.value, props.defaultValue ?? null)
  const [typed, setTyped] = useState<string | null>(null)
  const current = useRef(value)
  current.current = typed === null ? value : parse(typed, props)
  const commit = (next: number | null = current.current) => {
    setTyped(null)
    const changed = next !== value
    current.current = next
    setValue(next)
    if (!changed || next === null) return
    if (props.onChange) sent(next)
    callExtension(props.onChange, next)
  }
  useFormField(props.name, { read: () => current.current, commit: () => commit() })
  return {
    id,
    value,
    commit,
    control: {
      ...fieldAria(id, props),
      className: 'hx-input',
      type: 'number',
      step: 'any',
      name: props.name,
      min: props.min,
      max: props.max,
      readOnly: props.readOnly,
      placeholder: props.placeholder,
      value: typed ?? value ?? '',
      onChange: (event: { currentTarget: { value: string } }) => {
        setTyped(event.currentTarget.value)
        const number = parse(event.currentTarget.value, props)
        if (number !== null) callExtension(props.onInput, number)
      },
      onFocus: () => callExtension(props.onFocus, current.current ?? Number.NaN),
      onBlur: () => {
        commit()
        callExtension(props.onBlur, current.current ?? Number.NaN)
      },
    },
  }
}

function parse(text: string, { min = -Infinity, max = Infinity, precision }: NumberProps): number | null {
  if (text.trim() === '' || Number.isNaN(Number(text))) return null
  const bounded = Math.min(max, Math.max(min, Number(text)))
  return precision === undefined ? bounded : Number(bounded.toFixed(precision))
}

function NumberInput(props: SdkProps<'NumberInput'>) {
  const { id, control } = useNumberField(props)
  return (
    <FieldFrame {...props} id={id}>
      <div className="hx-affixed">
        <input {...control} style={{ textAlign: props.textAlign }} />
        {props.formatStyle === 'percentage' && <span>%</span>}
      </div>
    </FieldFrame>
  )
}

function CurrencyInput(props: SdkProps<'CurrencyInput'>) {
  const { id, control } = useNumberField(props)
  return (
    <FieldFrame {...props} id={id}>
      <div className="hx-affixed">
        <span>{props.currency ?? 'USD'}</span>
        <input {...control} />
      </div>
    </FieldFrame>
  )
}

function StepperInput(props: SdkProps<'StepperInput'>) {
  const { id, control, commit, value } = useNumberField(props)
  const { stepSize = 1, min = -Infinity, max = Infinity, label } = props
  const step = (by: number) => commit(Math.min(max, Math.max(min, (value ?? 0) + by)))
  return (
    <FieldFrame {...props} id={id}>
      <div className="hx-affixed">
        <button
          type="button"
          aria-label={`Decrease ${label}`}
          title={props.minValueReachedTooltip}
          disabled={props.readOnly || (value ?? 0) <= min}
          onClick={() => step(-stepSize)}
        >
          −
        </button>
        <input {...control} />
        <button
          type="button"
          aria-label={`Increase ${label}`}
          title={props.maxValueReachedTooltip}
          disabled={props.readOnly || (value ?? 0) >= max}
          onClick={() => step(stepSize)}
        >
          +
        </button>
      </div>
    </FieldFrame>
  )
}

/** Fields for numbers. */
export const numberFields = { CurrencyInput, NumberInput, StepperInput }

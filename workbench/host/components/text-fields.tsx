import { useId, useRef, type KeyboardEvent } from 'react'
import { callExtension } from '../call-extension.ts'
import { FieldFrame, fieldAria } from './field-frame.tsx'
import { useFormField } from './form.tsx'
import { Glyph } from './glyph.tsx'
import type { SdkProps } from './sdk-props.ts'
import { useEchoedValue } from './use-echoed-value.ts'

/** `onInput` at every keystroke, `onChange` only when the value is committed: on blur, Enter and submit. */
function useTextField(props: SdkProps<'Input'>) {
  const id = useId()
  const { value, setValue, sent } = useEchoedValue(props.value, props.defaultValue ?? '')
  const committed = useRef(value)
  const current = useRef(value)
  current.current = value
  const change = (next: string) => {
    current.current = next
    setValue(next)
    if (props.onInput) sent(next)
    callExtension(props.onInput, next)
  }
  const commit = () => {
    if (committed.current === current.current) return
    committed.current = current.current
    if (props.onChange) sent(current.current)
    callExtension(props.onChange, current.current)
  }
  // What the extension set itself needs no commit.
  if (props.value !== undefined && props.value === value) committed.current = props.onInput ? committed.current : value
  useFormField(props.name, { read: () => current.current, commit })
  return {
    id,
    value,
    change,
    commit,
    control: {
      ...fieldAria(id, props),
      name: props.name,
      value,
      readOnly: props.readOnly,
      placeholder: props.placeholder,
      onChange: (event: { currentTarget: { value: string } }) => change(event.currentTarget.value),
      onFocus: () => callExtension(props.onFocus, current.current),
      onBlur: () => {
        commit()
        callExtension(props.onBlur, current.current)
      },
    },
  }
}

function Input(props: SdkProps<'Input'>) {
  const { id, control, commit } = useTextField(props)
  return (
    <FieldFrame {...props} id={id}>
      <input
        {...control}
        className="hx-input"
        type={props.type ?? 'text'}
        onKeyDown={(event: KeyboardEvent) => event.key === 'Enter' && commit()}
      />
    </FieldFrame>
  )
}

function TextArea(props: SdkProps<'TextArea'>) {
  const { id, control } = useTextField(props)
  const { rows = 3, cols, maxLength, resize = 'both' } = props
  return (
    <FieldFrame {...props} id={id}>
      <textarea {...control} className="hx-input" rows={rows} cols={cols} maxLength={maxLength} style={{ resize }} />
    </FieldFrame>
  )
}

function SearchInput(props: SdkProps<'SearchInput'>) {
  const { id, control, change, commit, value } = useTextField(props)
  const clearable = (props.clearable ?? true) && value !== ''
  return (
    <FieldFrame {...props} id={id}>
      <div className="hx-search">
        <input
          {...control}
          className="hx-input"
          type="search"
          onKeyDown={(event: KeyboardEvent) => event.key === 'Enter' && commit()}
        />
        {clearable ? (
          <button
            type="button"
            aria-label="Clear"
            onClick={() => {
              change('')
              commit()
            }}
          >
            ×
          </button>
        ) : (
          <Glyph name="search" />
        )}
      </div>
    </FieldFrame>
  )
}

/** Fields for words. */
export const textFields = { Input, SearchInput, TextArea, Textarea: TextArea }

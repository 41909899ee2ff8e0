import { useId } from 'react'
import { callExtension } from '../call-extension.ts'
import { FieldFrame, fieldAria } from './field-frame.tsx'
import { useFormField } from './form.tsx'
import type { SdkProps } from './sdk-props.ts'
import { useEchoedValue } from './use-echoed-value.ts'

type Choice = string | number | boolean

/** A native select; options are addressed by position because their values may be numbers or booleans. */
function Select(props: SdkProps<'Select'>) {
  const id = useId()
  const { options, variant = 'input', placeholder = 'Select an option', readOnly } = props
  const { value, setValue, sent } = useEchoedValue<Choice | null>(props.value, null)
  useFormField(props.name, { read: () => value })
  const chosen = options.findIndex((option) => option.value === value)
  return (
    <FieldFrame {...props} id={id}>
      <select
        {...fieldAria(id, props)}
        className={`hx-input hx-select hx-select-${variant}`}
        name={props.name}
        disabled={readOnly}
        value={chosen < 0 ? '' : String(chosen)}
        onChange={(event) => {
          const next = options[Number(event.currentTarget.value)]?.value
          if (next === undefined) return
          setValue(next)
          if (props.onChange) sent(next)
          callExtension(props.onChange, next)
        }}
      >
        {chosen < 0 && (
          <option value="" disabled>
            {placeholder}
          </option>
        )}
        {options.map((option, index) => (
          <option key={index} value={index}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}

function MultiSelect(props: SdkProps<'MultiSelect'>) {
  const id = useId()
  const { value, setValue, sent } = useEchoedValue<Choice[]>(props.value, [])
  useFormField(props.name, { read: () => value })
  return (
    <FieldFrame {...props} id={id} group>
      <div className="hx-choices">
        {props.options.map((option, index) => (
          <label key={index}>
            <input
              type="checkbox"
              disabled={props.readOnly}
              checked={value.includes(option.value)}
              onChange={(event) => {
                const others = value.filter((one) => one !== option.value)
                const next = event.currentTarget.checked ? [...others, option.value] : others
                setValue(next)
                if (props.onChange) sent(next)
                callExtension(props.onChange, next)
              }}
            />
            {option.label}
          </label>
        ))}
      </div>
    </FieldFrame>
  )
}

/** Fields that choose from a list. */
export const selects = { MultiSelect, Select }

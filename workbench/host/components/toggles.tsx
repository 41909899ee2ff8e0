import { useId } from 'react'
import { callExtension } from '../call-extension.ts'
import { FieldFrame } from './field-frame.tsx'
import { useFormField } from './form.tsx'
import type { SdkProps } from './sdk-props.ts'
import { shortSize, spacingStyle } from './spacing.ts'
import { useEchoedValue } from './use-echoed-value.ts'

function useChecked(props: Pick<SdkProps<'Checkbox'>, 'checked' | 'initialIsChecked' | 'name'>) {
  const { value, setValue, sent } = useEchoedValue<boolean>(props.checked, props.initialIsChecked ?? false)
  useFormField(props.name, { read: () => value })
  return {
    checked: value,
    change: (next: boolean) => {
      setValue(next)
      sent(next)
    },
  }
}

function Checkbox(props: SdkProps<'Checkbox'>) {
  const id = useId()
  const { value = '', description, children, testId } = props
  const { checked, change } = useChecked(props)
  return (
    <div
      data-testid={testId}
      className={`hx-check${props.inline ? ' hx-inline' : ''}`}
      style={spacingStyle(props as object)}
    >
      <input
        id={id}
        type="checkbox"
        aria-label={props['aria-label']}
        aria-describedby={description && `${id}-about`}
        disabled={props.readOnly ?? props.readonly}
        checked={checked}
        onChange={(event) => {
          change(event.currentTarget.checked)
          callExtension(props.onChange, event.currentTarget.checked, value)
        }}
      />
      <label htmlFor={id}>{children}</label>
      {description && <small id={`${id}-about`}>{description}</small>}
    </div>
  )
}

function RadioButton(props: SdkProps<'RadioButton'>) {
  const id = useId()
  const { value = '', description, children, testId } = props
  const { checked, change } = useChecked({ ...props, name: '' })
  useFormField(checked ? props.name : undefined, { read: () => value })
  return (
    <div
      data-testid={testId}
      className={`hx-check${props.inline ? ' hx-inline' : ''}`}
      style={spacingStyle(props as object)}
    >
      <input
        id={id}
        type="radio"
        aria-describedby={description && `${id}-about`}
        disabled={props.readOnly ?? props.readonly}
        checked={checked}
        onChange={() => {
          change(true)
          callExtension(props.onChange, true, value)
        }}
      />
      <label htmlFor={id}>{children}</label>
      {description && <small id={`${id}-about`}>{description}</small>}
    </div>
  )
}

function Toggle(props: SdkProps<'Toggle'>) {
  const { label, labelDisplay = 'inline', size, textChecked = 'On', textUnchecked = 'Off', testId } = props
  const { checked, change } = useChecked(props)
  return (
    <div data-testid={testId} className={`hx-toggle hx-toggle-${labelDisplay}`} style={spacingStyle(props as object)}>
      {labelDisplay !== 'hidden' && <span aria-hidden="true">{label}</span>}
      <button
        type="button"
        role="switch"
        aria-label={label}
        aria-checked={checked}
        className={`hx-switch hx-switch-${shortSize(size, 'md')}`}
        disabled={props.readOnly ?? props.readonly}
        onClick={() => {
          change(!checked)
          callExtension(props.onChange, !checked)
        }}
      >
        <span aria-hidden="true">{checked ? textChecked : textUnchecked}</span>
      </button>
    </div>
  )
}

function ToggleGroup(props: SdkProps<'ToggleGroup'>) {
  const id = useId()
  const { toggleType = 'checkboxList', name, options, inline } = props
  const single = toggleType === 'radioButtonList'
  const given = props.value === undefined ? undefined : [props.value].flat()
  const initial = options.filter((option) => option.initialIsChecked).map((option) => option.value)
  const { value, setValue, sent } = useEchoedValue<string[]>(given, initial)
  useFormField(name, { read: () => (single ? value[0] : value) })
  return (
    <FieldFrame {...props} id={id} group>
      <div className={`hx-choices${inline ? ' hx-inline' : ''}`}>
        {options.map((option) => (
          <label key={option.value}>
            <input
              type={single ? 'radio' : 'checkbox'}
              name={`${id}-${name}`}
              disabled={option.readOnly ?? option.readonly}
              checked={value.includes(option.value)}
              onChange={(event) => {
                const others = single ? [] : value.filter((one) => one !== option.value)
                const next = event.currentTarget.checked ? [...others, option.value] : others
                setValue(next)
                sent(next)
                const tell = props.onChange as ((value: string | string[]) => void) | undefined
                callExtension(tell, single ? (next[0] ?? '') : next)
              }}
            />
            {option.label}
            {option.description && <small>{option.description}</small>}
          </label>
        ))}
      </div>
    </FieldFrame>
  )
}

/** Fields that are on or off. */
export const toggles = { Checkbox, RadioButton, Toggle, ToggleGroup }

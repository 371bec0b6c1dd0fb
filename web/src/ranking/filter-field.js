// A setting of the list: a choice with a name, whose first line is "any" or the default.
import { html } from 'lit';

/**
 * @param {object} field
 * @param {string} field.id
 * @param {string} field.label
 * @param {string} [field.value]
 * @param {{value: string, text: string}[]} field.options  "" is the default
 * @param {(value: string) => void} field.change
 */
export const filterField = ({ id, label, value = '', options, change }) =>
  html`<div class="filter">
    <label for=${id}>${label}</label>
    <select id=${id} @change=${(/** @type {any} */ event) => change(event.target.value)}>
      ${options.map((option) => html`<option value=${option.value} .selected=${option.value === value}>${option.text}</option>`)}
    </select>
  </div>`;

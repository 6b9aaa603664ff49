/** What was pasted: files, or the cells of a spreadsheet as a tab-separated file named `name`. */
export function pastedFiles(data: DataTransfer | null, name: string): readonly File[] {
  if (!data) return [];
  if (data.files.length > 0) return [...data.files];
  const text = data.getData('text/plain');
  // A single cell or a sentence is no table.
  return /[\t\n]/.test(text.trim()) ? [new File([text], `${name}.tsv`, { type: 'text/tab-separated-values' })] : [];
}

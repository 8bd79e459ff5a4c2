/** Scripts that are embedded as texts. */
declare module "*.bash" {
  const text: string;
  export default text;
}
declare module "*.fish" {
  const text: string;
  export default text;
}
declare module "*.zsh" {
  const text: string;
  export default text;
}
/** Files that are embedded as they are: the path of each. */
declare module "*.gz" {
  const path: string;
  export default path;
}

// What the search page uses of MiniSearch.
export { default as MiniSearch } from "minisearch";

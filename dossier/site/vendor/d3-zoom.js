// What the map of the atlas uses of D3; the rest is shaken off.
export { select } from "d3-selection";
export { zoom, zoomIdentity } from "d3-zoom";
import "d3-transition";

/**
 * The page: recorded runs as one HTML file that needs nothing else. {@link
 * memfate.report.page.PageData} is what a page shows, {@link memfate.report.page.PageAssets} its
 * markup, style and script, {@link memfate.report.page.Page} both together.
 */
@NullMarked
package memfate.report.page;

import org.jspecify.annotations.NullMarked;

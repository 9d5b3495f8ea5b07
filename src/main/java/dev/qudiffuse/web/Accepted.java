package dev.qudiffuse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

/**
 * What a request accepts (RFC 9110, section 12.5.1). Of the ranges that include a media type the
 * most specific gives its weight, be it none; Spring would let a wildcard beside it bring it back.
 */
final class Accepted {

  /** The one parameter by which types are told apart here. */
  private static final String VERSION = "version";

  private static final Comparator<MediaType> BY_SPECIFICITY =
      Comparator.comparing(MediaType::isWildcardType)
          .thenComparing(MediaType::isWildcardSubtype)
          .thenComparing(range -> range.getParameter(VERSION) == null);

  private Accepted() {}

  /**
   * The form that the caller likes best: the one of the highest weight; of several, the one that it
   * names most specifically, then first, then the first of all.
   *
   * @param forms what there is; the first is for whoever does not mind
   * @throws HttpMediaTypeNotAcceptableException if it is none of them, or unreadable
   */
  static <T> T best(HttpServletRequest request, List<T> forms, Function<T, MediaType> type)
      throws HttpMediaTypeNotAcceptableException {
    // several headers count as one list (section 5.3)
    String accept = String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
    if (accept.isBlank()) {
      return forms.getFirst();
    }
    List<MediaType> types = forms.stream().map(type).toList();
    List<MediaType> ranges = ranges(accept, types);
    @Nullable T best = null;
    int bestPosition = 0;
    double bestWeight = 0;
    for (int i = 0; i < types.size(); i++) {
      int position = position(ranges, types.get(i));
      double weight = position < 0 ? 0 : ranges.get(position).getQualityValue();
      if (weight > bestWeight
          || (best != null && weight == bestWeight && position < bestPosition)) {
        best = forms.get(i);
        bestPosition = position;
        bestWeight = weight;
      }
    }
    if (best == null) {
      throw new HttpMediaTypeNotAcceptableException(types);
    }
    return best;
  }

  /** The most specific first. */
  private static List<MediaType> ranges(String accept, List<MediaType> types)
      throws HttpMediaTypeNotAcceptableException {
    try {
      return MediaType.parseMediaTypes(accept).stream().sorted(BY_SPECIFICITY).toList();
    } catch (InvalidMediaTypeException e) {
      throw new HttpMediaTypeNotAcceptableException(types);
    }
  }

  /** Where the range is that decides about a type; -1 if none does. */
  private static int position(List<MediaType> ranges, MediaType type) {
    for (int i = 0; i < ranges.size(); i++) {
      String version = ranges.get(i).getParameter(VERSION);
      if (ranges.get(i).includes(type)
          && (version == null || version.equals(type.getParameter(VERSION)))) {
        return i;
      }
    }
    return -1;
  }
}

package import Domain
import Matching
import TextAnalysis

/// Makes the documents of records; a category's own words are analysed once.
package final class DocumentMaker {
    private let categories: CategoryTree
    private var scanner = TokenScanner()
    private var shared: [CategoryPath: DocumentTerms] = [:]

    package init(categories: CategoryTree) { self.categories = categories }

    /// name, brand, model_number, description and the category's names and synonyms (20-matching.md, "BM25").
    package func document(of model: EquipmentModel) -> DocumentTerms {
        let own = DocumentText.fields(of: model, category: nil)
        return DocumentTerms(own, adding: words(of: model.category), with: &scanner)
    }

    /// name, scope and certifications.
    package func document(of supplier: Supplier) -> DocumentTerms {
        let fields = [supplier.name, supplier.scope ?? ""] + (supplier.certifications ?? [])
        return DocumentTerms(fields, with: &scanner)
    }

    /// title, description, and each line's text and category.
    package func document(of need: Need) -> DocumentTerms {
        var fields = [need.title, need.description ?? ""]
        for line in need.lines {
            fields.append(line.text ?? "")
            if let category = categories[line.category] {
                fields += [category.nameZh, category.nameEn] + category.synonyms
            }
        }
        return DocumentTerms(fields, with: &scanner)
    }

    /// The words that all models of a category share; nil for a category that is not known.
    package func words(of path: CategoryPath) -> DocumentTerms? {
        if let known = shared[path] { return known }
        guard let category = categories[path] else { return nil }
        let terms = DocumentTerms(
            [category.nameZh, category.nameEn] + category.synonyms, with: &scanner)
        shared[path] = terms
        return terms
    }
}
